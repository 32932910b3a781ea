import { type Annotation, defineMetric, type Mask, type Metric } from '@camscope/core';
import { maskArea, maskIou, rasteriseBoxes } from '@camscope/pixels';
import { segmentationOf } from './segmentation.ts';

/**
 * IoU of the segmentation's mask with the annotated mask or, where there is none, the union of the annotated boxes:
 * the pixels whose centres are inside. An empty prediction counts as 0; an empty annotation has no value.
 */
export const maskIouMetric: Metric = defineMetric({
  id: 'mask-iou',
  title: 'IoU of masks',
  summary:
    "Intersection over union of the regions' pixels and the annotated pixels, or the pixels in annotated boxes.",
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  measure(input) {
    const { mask } = segmentationOf(input);
    const annotated = annotatedPixels(input.annotation, mask);
    if (maskArea(annotated) === 0) return { value: null, reason: 'The annotation covers no pixel' };
    return { value: maskIou(mask, annotated) };
  },
});

function annotatedPixels({ mask, boxes }: Annotation, { width, height }: Mask): Mask {
  return mask ?? rasteriseBoxes(boxes, width, height);
}
