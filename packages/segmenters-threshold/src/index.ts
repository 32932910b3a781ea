import { definePlugin, defineSegmenter } from '@camscope/core';
import { options } from './options.ts';
import { segment } from './segment.ts';

export const thresholdSegmenter = defineSegmenter({
  id: 'threshold',
  title: 'Threshold',
  summary:
    "Cuts a map at a fixed heat, a percentile, a fraction of its highest heat or Otsu's threshold, and reports the " +
    'connected parts above.',
  citation: {
    text: 'Otsu: A threshold selection method from gray-level histograms, IEEE Trans. Syst. Man Cybern. 9(1):62-66, 1979',
    doi: '10.1109/TSMC.1979.4310076',
  },
  options,
  segment,
  tuned: (thresholds) => ({ method: 'value', values: thresholds }),
});

export default definePlugin({
  name: '@camscope/segmenters-threshold',
  apiVersion: 1,
  contributes: [thresholdSegmenter],
});
