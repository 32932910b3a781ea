import { defineMetric } from '@camscope/core';
import { z } from 'zod';
import { boxesOf, NO_BOX } from './annotated.ts';
import { bestOverlap, overlapNames, overlapTitles, thresholdsSchema } from './box-overlap.ts';
import { segmentationOf } from './segmentation.ts';
import { CHESTXRAY8 } from './sources.ts';

/** Regions of an image whose boxes overlap no annotated box by more than the threshold; 0 where there is no region. */
export const falsePositivesMetric = defineMetric({
  id: 'false-positives',
  title: 'False positives per image',
  summary: 'Number of regions whose boxes overlap no annotated box by more than the threshold.',
  citation: CHESTXRAY8,
  options: z.strictObject({
    thresholds: thresholdsSchema
      .default([0.1, 0.25, 0.5, 0.75, 0.9])
      .describe('The overlap to exceed; one number for each'),
    overlap: z
      .enum(overlapNames)
      .default('iobb')
      .describe('Intersection over the detected box (iobb) or over the union (iou)'),
  }),
  needs: 'segmentation',
  scoreDirection: 'lower',
  range: [0, Infinity],
  names: ({ thresholds }) => thresholds.map(String),
  thresholds: ({ thresholds, overlap }) => ({ of: overlapTitles[overlap], at: thresholds }),
  measure(input, { thresholds, overlap }) {
    const annotated = boxesOf(input.annotation);
    if (annotated.length === 0) return thresholds.map(() => NO_BOX);
    const overlaps = segmentationOf(input).regions.map((region) => bestOverlap(region, annotated, overlap));
    return thresholds.map((threshold) => ({ value: overlaps.filter((best) => best <= threshold).length }));
  },
});
