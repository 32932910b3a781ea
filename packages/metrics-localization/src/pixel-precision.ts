import { defineMetric } from '@camscope/core';
import { NO_PIXEL } from './annotated.ts';
import { pixelCounts, pixelOptions } from './pixel-counts.ts';

/** Share of the predicted pixels that are annotated. An empty prediction counts as 0; an empty annotation has no value. */
export const pixelPrecisionMetric = defineMetric({
  id: 'pixel-precision',
  title: 'Precision of pixels',
  summary: 'Share of the predicted pixels that are annotated.',
  citation: 'common',
  options: pixelOptions,
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  measure(input, options) {
    const { both, predicted, annotated } = pixelCounts(input, options);
    if (annotated === 0) return NO_PIXEL;
    return { value: predicted === 0 ? 0 : both / predicted };
  },
});
