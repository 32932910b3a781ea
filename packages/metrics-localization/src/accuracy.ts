import { defineMetric } from '@camscope/core';
import { z } from 'zod';
import { boxesOf, NO_BOX } from './annotated.ts';
import { bestOverlap, type OverlapName, overlapTitles, thresholdsSchema } from './box-overlap.ts';
import { segmentationOf } from './segmentation.ts';
import { CHESTXRAY8 } from './sources.ts';

/** Accuracy at thresholds of IoU: 1 where a region's box overlaps an annotated box by more than the threshold. */
export const iouAccuracyMetric = accuracy('iou', [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);

/** Accuracy at thresholds of IoBB, the intersection over the detected box. */
export const iobbAccuracyMetric = accuracy('iobb', [0.1, 0.25, 0.5, 0.75, 0.9]);

function accuracy(overlap: OverlapName, defaults: number[]) {
  const name = overlapTitles[overlap];
  return defineMetric({
    id: `${overlap}-accuracy`,
    title: `Accuracy at ${name}`,
    summary: `1 where a region's box overlaps an annotated box by an ${name} above the threshold, else 0.`,
    citation: CHESTXRAY8,
    options: z.strictObject({
      thresholds: thresholdsSchema.default(defaults).describe(`The ${name} to exceed; one number for each`),
      regions: z
        .enum(['any', 'best'])
        .default('any')
        .describe("Whether any region may hit, or only the segmenter's first"),
    }),
    needs: 'segmentation',
    scoreDirection: 'higher',
    range: [0, 1],
    names: ({ thresholds }) => thresholds.map(String),
    thresholds: ({ thresholds }) => ({ of: name, at: thresholds }),
    measure(input, { thresholds, regions }) {
      const found = segmentationOf(input).regions;
      const annotated = boxesOf(input.annotation);
      if (annotated.length === 0) return thresholds.map(() => NO_BOX);
      let best = 0;
      for (const region of regions === 'any' ? found : found.slice(0, 1)) {
        best = Math.max(best, bestOverlap(region, annotated, overlap));
      }
      return thresholds.map((threshold) => ({ value: best > threshold ? 1 : 0 }));
    },
  });
}
