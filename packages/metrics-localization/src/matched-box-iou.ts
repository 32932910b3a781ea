import { boxIou, defineMetric, type Metric } from '@camscope/core';
import { boxesOf, NO_BOX } from './annotated.ts';
import { assign } from './assignment.ts';
import { segmentationOf } from './segmentation.ts';

/**
 * Mean IoU of regions' boxes and annotated boxes, paired one to one so that the sum of IoUs is greatest; a box left
 * over, on either side, counts as a pair of IoU 0. No region counts as 0; no annotated box with an area has no value.
 */
export const matchedBoxIouMetric: Metric = defineMetric({
  id: 'matched-box-iou',
  title: 'IoU of matched boxes',
  summary:
    'Mean IoU of the boxes of all regions and all annotated boxes, matched optimally; unmatched ones count as 0.',
  citation: {
    text: 'Kuhn: The Hungarian method for the assignment problem, Naval Research Logistics Quarterly 2:83-97, 1955',
    doi: '10.1002/nav.3800020109',
  },
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  measure(input) {
    const annotated = boxesOf(input.annotation);
    if (annotated.length === 0) return NO_BOX;
    const found = segmentationOf(input).regions.map(({ box }) => box);
    const [few, many] = found.length < annotated.length ? [found, annotated] : [annotated, found];
    const ious = few.map((a) => Float64Array.from(many, (b) => boxIou(a, b)));
    const sum = assign(ious).reduce((total, column, row) => total + ious[row][column], 0);
    return { value: sum / many.length };
  },
});
