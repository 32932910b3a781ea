import { boxArea, boxIou, defineMetric, type Metric } from '@camscope/core';
import { segmentationOf } from './segmentation.ts';

/**
 * IoU of the best region's box, the first of the segmentation, with the annotated box that it overlaps best. No
 * region counts as 0; no annotated box with an area has no value.
 */
export const boxIouMetric: Metric = defineMetric({
  id: 'box-iou',
  title: 'IoU of boxes',
  summary: "Intersection over union of the best region's box and the annotated box that it overlaps best.",
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  measure(input) {
    const [best] = segmentationOf(input).regions;
    const annotated = input.annotation.boxes.filter((box) => boxArea(box) > 0);
    if (annotated.length === 0) return { value: null, reason: 'The annotation has no box' };
    return { value: best ? Math.max(...annotated.map((box) => boxIou(best.box, box))) : 0 };
  },
});
