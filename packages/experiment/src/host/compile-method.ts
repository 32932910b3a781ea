import type { Runtime } from '@camscope/core';
import { compileExplainer, type CompiledExplainer, type Network, type ScoreCache } from '@camscope/engine';
import type { ChosenMethod, Study } from '../config/study.ts';
import { sha256 } from '../files/sha256.ts';
import { sessionOf } from './session.ts';

const MEBIBYTE = 2 ** 20;
/** Masks in one run, as far as they fit the memory: scores are to be the same to the last bit, whenever they are made. */
const CHUNK = 32;

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
    ...{ network, explainer, options, layer, aggregate, budget },
    ...{ runtime, session: sessionOf(study, runtime), batch, memory: memory * MEBIBYTE },
    ...{ chunk: CHUNK, scores: scores && scoresWithin(scores, budget, memory) },
  });
}

/** Scored beside other masks, a mask's scores may differ in the last bit: those of one budget and memory are kept apart. */
function scoresWithin(scores: ScoreCache, budget: number | undefined, memory: number): ScoreCache {
  const within = (key: string) => sha256(JSON.stringify([key, budget ?? null, memory, CHUNK]));
  return {
    get: (key) => scores.get(within(key)),
    put: (key, matrix) => scores.put(within(key), matrix),
  };
}
