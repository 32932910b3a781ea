import { type Box, boxIou, defineMetric, type Region } from '@camscope/core';
import { z } from 'zod';
import { boxesOf, NO_BOX } from './annotated.ts';
import { thresholdsSchema } from './box-overlap.ts';
import { segmentationOf } from './segmentation.ts';

/**
 * Average precision of an image's regions as detections, best first, averaged over thresholds of IoU. At each
 * threshold a region is right when its box and an annotated box not yet found, the one that it overlaps best, reach
 * that IoU (Lin et al., COCO, 2014). Precision at a recall is the highest at that recall or a larger one (Everingham
 * et al., PASCAL VOC, 2010). No region counts as 0; no annotated box with an area has no value.
 */
export const averagePrecisionMetric = defineMetric({
  id: 'average-precision',
  title: 'Average precision of boxes',
  summary:
    "Area under the precision-recall curve of an image's regions as detections, mean over thresholds of IoU.",
  citation: {
    text: 'Everingham, Van Gool, Williams, Winn, Zisserman: The PASCAL Visual Object Classes (VOC) challenge, IJCV 88:303-338, 2010',
    doi: '10.1007/s11263-009-0275-4',
  },
  options: z.strictObject({
    thresholds: thresholdsSchema
      .default([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7])
      .describe('The IoUs to reach, over which the average precision is averaged'),
  }),
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  measure(input, { thresholds }) {
    const annotated = boxesOf(input.annotation);
    if (annotated.length === 0) return NO_BOX;
    const { regions } = segmentationOf(input);
    const sum = thresholds.reduce(
      (total, threshold) => total + area(detections(regions, annotated, threshold), annotated.length),
      0,
    );
    return { value: sum / thresholds.length };
  },
});

/** For each region, whether it is right. */
function detections(regions: readonly Region[], annotated: readonly Box[], threshold: number): boolean[] {
  const left = new Set(annotated);
  return regions.map(({ box }) => {
    let best: Box | undefined;
    let bestIou = threshold;
    for (const candidate of left) {
      const iou = boxIou(box, candidate);
      if (iou > 0 && (best ? iou > bestIou : iou >= bestIou)) [best, bestIou] = [candidate, iou];
    }
    return best !== undefined && left.delete(best);
  });
}

/** The area under the interpolated precision-recall curve. */
function area(detected: readonly boolean[], wanted: number): number {
  let right = 0;
  const precisions = detected.map((isRight, i) => (right += isRight ? 1 : 0) / (i + 1));
  let highest = 0;
  let sum = 0;
  for (let i = detected.length - 1; i >= 0; i--) {
    highest = Math.max(highest, precisions[i]);
    if (detected[i]) sum += highest;
  }
  return sum / wanted;
}
