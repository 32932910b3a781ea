import { defineMetric } from '@camscope/core';
import { NO_PIXEL, NO_PIXEL_OUTSIDE } from './annotated.ts';
import { pixelCounts, pixelOptions } from './pixel-counts.ts';

/**
 * Share of the pixels outside the annotation that are not predicted: 1 for an empty prediction. An annotation that
 * covers no pixel, or every pixel, has no value.
 */
export const pixelSpecificityMetric = defineMetric({
  id: 'pixel-specificity',
  title: 'Specificity of pixels',
  summary: 'Share of the pixels outside the annotation that are not predicted.',
  citation: 'common',
  options: pixelOptions,
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  measure(input, options) {
    const { both, predicted, annotated, all } = pixelCounts(input, options);
    if (annotated === 0) return NO_PIXEL;
    if (annotated === all) return NO_PIXEL_OUTSIDE;
    return { value: (all - annotated - predicted + both) / (all - annotated) };
  },
});
