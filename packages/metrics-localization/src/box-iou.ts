import { defineMetric, type Metric } from '@camscope/core';
import { boxesOf, NO_BOX } from './annotated.ts';
import { bestOverlap } from './box-overlap.ts';
import { segmentationOf } from './segmentation.ts';
import { JACCARD } from './sources.ts';

/**
 * IoU of the best region's box, the first of the segmentation, with the annotated box that it overlaps best. No
 * region counts as 0; no annotated box with an area has no value.
 */
export const boxIouMetric: Metric = defineMetric({
  id: 'box-iou',
  title: 'IoU of boxes',
  summary: "Intersection over union of the best region's box and the annotated box that it overlaps best.",
  citation: JACCARD,
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  measure(input) {
    const [best] = segmentationOf(input).regions;
    const annotated = boxesOf(input.annotation);
    return annotated.length === 0 ? NO_BOX : { value: bestOverlap(best, annotated, 'iou') };
  },
});
