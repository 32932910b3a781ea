import { isCamscopeError, type Runtime } from '@camscope/core';
import {
  compileExplainer,
  type CompiledExplainer,
  type Network,
  type ScoreCache,
  type SizeCache,
} from '@camscope/engine';
import type { ChosenMethod, Study } from '../config/study.ts';
import type { DataStarts } from '../open/data-starts.ts';
import { sessionOf } from './session.ts';

const MEBIBYTE = 2 ** 20;

/** What methods of a study are prepared with. */
export interface Host {
  readonly study: Study;
  readonly runtime: Runtime;
  readonly scores?: ScoreCache;
  readonly sizes?: SizeCache;
  /** What methods start from that start from images of the data. */
  readonly starts?: DataStarts;
}

/**
 * Compiles a method as the study says it, with its layer, options, budget, memory and score cache: the one way in which
 * methods are prepared. It opens no session.
 * @throws CamscopeError CONFIG_INVALID, NAME_UNKNOWN, OPERATOR_UNSUPPORTED, MODEL_UNSUPPORTED, EXPRESSION_INVALID.
 */
export async function compileMethod(
  { study, runtime, scores, sizes, starts }: Host,
  method: ChosenMethod,
  network: Network,
): Promise<CompiledExplainer> {
  const { contribution: explainer, options, layer, aggregate, budget } = method;
  const { measured, memory } = study.session;
  const batch = measured ? undefined : study.session.batch;
  const compiled = await compileExplainer({
    ...{ network, explainer, options, layer, aggregate, budget, fitted: true },
    ...{
      runtime,
      session: sessionOf(study, runtime),
      batch,
      memory: memory && memory * MEBIBYTE,
      scores,
      sizes,
      starts: starts && ((asked) => starts.images(asked, network.preprocessing)),
    },
  });
  if (compiled.startsIn) starts?.drawn(compiled.startsIn);
  return compiled;
}

/** Whether a method's own code is at fault, which costs what hangs on the method and nothing else. */
export function isPluginFault(failure: unknown): boolean {
  return isCamscopeError(failure) && ['PLUGIN_FAILED', 'EXPRESSION_INVALID'].includes(failure.code);
}
