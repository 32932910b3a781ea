import type { Runtime } from '@camscope/core';
import { compileExplainer, type CompiledExplainer, type Network, type ScoreCache } from '@camscope/engine';
import type { ChosenMethod, Study } from '../config/study.ts';
import { sessionOf } from './session.ts';

const MEBIBYTE = 2 ** 20;

/** What methods of a study are prepared with. */
export interface Host {
  readonly study: Study;
  readonly runtime: Runtime;
  readonly scores?: ScoreCache;
}

/**
 * Compiles a method as the study says it, with its layer, options, budget, memory and score cache: the one way in which
 * methods are prepared. It opens no session.
 * @throws CamscopeError CONFIG_INVALID, NAME_UNKNOWN, OPERATOR_UNSUPPORTED, MODEL_UNSUPPORTED, EXPRESSION_INVALID.
 */
export function compileMethod(
  { study, runtime, scores }: Host,
  method: ChosenMethod,
  network: Network,
): Promise<CompiledExplainer> {
  const { contribution: explainer, options, layer, aggregate, budget } = method;
  const { batch, memory } = study.session;
  return compileExplainer({
    ...{ network, explainer, options, layer, aggregate, budget, fitted: true },
    ...{ runtime, session: sessionOf(study, runtime), batch, memory: memory && memory * MEBIBYTE, scores },
  });
}
