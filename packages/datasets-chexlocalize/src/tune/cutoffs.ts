import type { MaskRuns, Tuned } from '@camscope/core';
import { roundTo3 } from '../evaluate/round.ts';
import { overlapOf } from '../evaluate/overlap.ts';
import { GridMeans } from './grid-means.ts';

/** A finding of the images that cutoffs are tuned on. */
export interface CutoffFinding {
  readonly label: string;
  /** Of the network, in [0, 1]. */
  readonly probability: number;
  readonly predicted: MaskRuns;
  readonly truth: MaskRuns;
}

/** CheXlocalize's grid: 0, 0.1, … 0.8. */
export const cutoffGrid: readonly number[] = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

/**
 * For each label, the probability below which its predictions are best dropped: with the highest mean IoU, to three decimals,
 * over findings that are drawn or predicted at it.
 */
export function tuneCutoffs(
  findings: Iterable<CutoffFinding>,
  grid: readonly number[] = cutoffGrid,
): Tuned[] {
  const means = new GridMeans(grid);
  for (const { label, probability, predicted, truth } of findings) {
    const { both, first, second } = overlapOf(truth, predicted);
    const none = first === 0 ? null : 0;
    const iou = second === 0 ? none : both / (first + second - both);
    means.add(
      label,
      grid.map((cutoff) => (probability < cutoff ? none : iou)),
    );
  }
  return means.tuned(roundTo3);
}
