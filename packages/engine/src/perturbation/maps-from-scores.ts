import type { Perturbation } from '@camscope/core';
import type { RawMap } from '../prepared-explainer.ts';
import type { ImageRun } from './image-run.ts';
import type { MaskSet } from './masks/mask-set.ts';
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
    Array.from(weigh(run.scoresOf(set, masks, target)));
  const inOrder = taken.toSorted((a, b) => a - b);
  const maps = set.maps(
    inOrder,
    targets.map((target) => weightsOf(inOrder, target)),
  );
  const all = [...set.order];
  const scored = all.every((mask) => run.isScored(set, mask)) ? all : taken;
  const chosen = new Set(taken);
  return targets.map((target, i) => ({
    target,
    raw: maps[i],
    massSeen: massSeen(set, chosen, scored, weightsOf(scored, target)),
  }));
}
