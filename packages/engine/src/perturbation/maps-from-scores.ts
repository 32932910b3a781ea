import type { MaskSet, Perturbation, TakenMasks } from '@camscope/core';
import type { MassSeen, RawMap } from '../prepared-explainer.ts';
import type { ImageRun } from './image-run.ts';
import { massSeen } from './mass-seen.ts';

/**
 * The maps of classes, from scores that are known.
 * @param taken the first of the set's order.
 */
export function mapsFromScores(
  run: ImageRun,
  { weigh }: Perturbation,
  set: MaskSet,
  taken: readonly number[],
  targets: readonly number[],
): RawMap[] {
  const weightsOf = (masks: readonly number[], target: number) =>
    Array.from(weigh(run.scoresOf(set, masks, target), takenOf(set, masks)));
  const inOrder = taken.toSorted((a, b) => a - b);
  const maps = set.maps(
    inOrder,
    targets.map((target) => weightsOf(inOrder, target)),
  );
  const seen = set.parts ? undefined : seenOf(run, set, taken, weightsOf);
  return targets.map((target, i) => ({
    target,
    raw: maps[i],
    ...(seen ? { massSeen: seen(target) } : {}),
  }));
}

/** How much of a map has been seen, where weights count masks. */
function seenOf(
  run: ImageRun,
  set: MaskSet,
  taken: readonly number[],
  weightsOf: (masks: readonly number[], target: number) => number[],
): (target: number) => MassSeen {
  const all = [...set.order];
  const scored = all.every((mask) => run.isScored(set, mask)) ? all : taken;
  const chosen = new Set(taken);
  return (target) => massSeen(set, chosen, scored, weightsOf(scored, target));
}

function takenOf({ parts }: MaskSet, indices: readonly number[]): TakenMasks {
  return { indices, parts: parts ?? eachOfItsOwn(indices) };
}

function eachOfItsOwn(indices: readonly number[]): TakenMasks['parts'] {
  return { count: indices.length, kept: (mask) => indices.map((other) => (other === mask ? 1 : 0)) };
}
