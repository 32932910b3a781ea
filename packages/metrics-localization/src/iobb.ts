import { defineMetric, type Metric } from '@camscope/core';
import { boxesOf, NO_BOX } from './annotated.ts';
import { bestOverlap } from './box-overlap.ts';
import { segmentationOf } from './segmentation.ts';
import { CHESTXRAY8 } from './sources.ts';

/**
 * Intersection over the detected box's area, of the best region's box and the annotated box that holds most of it. No
 * region counts as 0; no annotated box with an area has no value.
 */
export const iobbMetric: Metric = defineMetric({
  id: 'iobb',
  title: 'IoBB',
  summary:
    "Share of the best region's box that lies inside an annotated box: intersection over detected box.",
  citation: CHESTXRAY8,
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  measure(input) {
    const [best] = segmentationOf(input).regions;
    const annotated = boxesOf(input.annotation);
    return annotated.length === 0 ? NO_BOX : { value: bestOverlap(best, annotated, 'iobb') };
  },
});
