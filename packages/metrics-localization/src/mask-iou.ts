import { defineMetric } from '@camscope/core';
import { NO_PIXEL } from './annotated.ts';
import { pixelCounts, pixelOptions } from './pixel-counts.ts';
import { JACCARD } from './sources.ts';

/**
 * IoU of predicted and annotated pixels: by default those of the regions, and those of the annotated mask or, where
 * there is none, of the outlines or the boxes. An empty prediction counts as 0; an empty annotation has no value.
 */
export const maskIouMetric = defineMetric({
  id: 'mask-iou',
  title: 'IoU of masks',
  summary:
    "Intersection over union of the regions' pixels and the annotated pixels, or the pixels in annotated boxes.",
  citation: JACCARD,
  options: pixelOptions,
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  measure(input, options) {
    const { both, predicted, annotated } = pixelCounts(input, options);
    return annotated === 0 ? NO_PIXEL : { value: both / (predicted + annotated - both) };
  },
});
