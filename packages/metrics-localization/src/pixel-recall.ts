import { defineMetric } from '@camscope/core';
import { NO_PIXEL } from './annotated.ts';
import { pixelCounts, pixelOptions } from './pixel-counts.ts';

/** Share of the annotated pixels that are predicted: sensitivity. An empty annotation has no value. */
export const pixelRecallMetric = defineMetric({
  id: 'pixel-recall',
  title: 'Recall of pixels',
  summary: 'Share of the annotated pixels that are predicted (sensitivity).',
  citation: 'common',
  options: pixelOptions,
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  measure(input, options) {
    const { both, annotated } = pixelCounts(input, options);
    return annotated === 0 ? NO_PIXEL : { value: both / annotated };
  },
});
