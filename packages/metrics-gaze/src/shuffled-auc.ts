import { defineMetric } from '@camscope/core';
import { z } from 'zod';
import { heatAtFixations, heatAtShares } from './looked.ts';
import { NO_FIXATION, NO_OTHERS } from './reasons.ts';
import { SUN } from './sources.ts';

/**
 * How often a place where the reader looked is hotter than one where readers of other images looked, ties counting half: what all
 * readers share, such as looking at the middle, is worth nothing. Thresholds at all values.
 */
export const shuffledAucMetric = defineMetric({
  id: 'shuffled-auc',
  title: 'Shuffled AUC',
  alsoCalled: [{ name: 'sAUC', by: 'Bylinskii et al.' }],
  summary: 'Area under the ROC curve of the heat: fixations against fixations on images of other patients.',
  citation: SUN,
  options: z.strictObject({
    negatives: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(10_000)
      .describe(
        'At most how many fixations on images of other patients it takes; a draw that the seed decides where there are more',
      ),
  }),
  needs: 'map',
  truth: 'fixations',
  others: ({ negatives }) => negatives,
  scoreDirection: 'higher',
  range: [0, 1],
  measure({ map, annotation, others }) {
    if (!annotation.fixations?.length) return NO_FIXATION;
    if (!others?.length) return NO_OTHERS;
    return { value: auc(heatAtFixations(annotation, map), heatAtShares(others, map).sort()) };
  },
  chance: () => ({ value: 0.5 }),
});

/** @param negatives ascending. */
function auc(positives: Float64Array, negatives: Float64Array): number {
  let wins = 0;
  for (const value of positives) {
    const below = firstAt(negatives, (other) => other >= value);
    wins += (below + firstAt(negatives, (other) => other > value)) / 2;
  }
  return wins / (positives.length * negatives.length);
}

/** How many come before the first that passes; those that pass come last. */
function firstAt(sorted: Float64Array, passes: (value: number) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (passes(sorted[middle])) to = middle;
    else from = middle + 1;
  }
  return from;
}
