import { definePlugin, defineSegmenter } from '@camscope/core';
import { options } from './options.ts';
import { segment } from './segment.ts';

export const contoursSegmenter = defineSegmenter({
  id: 'contours',
  title: 'Contours',
  summary:
    'Outlines the connected parts of a map above one threshold, filled, along the edges of pixels or as smooth ' +
    'iso-contours of sub-pixel accuracy.',
  citation: {
    text:
      'Saporta et al.: Benchmarking saliency methods for chest X-ray interpretation, Nat. Mach. Intell. ' +
      '4:867-878, 2022',
    doi: '10.1038/s42256-022-00536-x',
  },
  options,
  presets: {
    chexlocalize: {
      summary: "CheXlocalize's segmentation of heatmaps: Otsu on 8 bits, filled, without single pixels",
      options: { method: 'otsu', source: 'intensity', rounding: 'down', connectivity: 8, minArea: 2 },
    },
  },
  segment,
});

export default definePlugin({
  name: '@camscope/segmenters-contours',
  apiVersion: 1,
  contributes: [contoursSegmenter],
});
