import { definePlugin, defineSegmenter } from '@camscope/core';
import { options } from './options.ts';
import { segment } from './segment.ts';

export const multiOtsuSegmenter = defineSegmenter({
  id: 'multi-otsu',
  title: 'Multi-Otsu',
  summary:
    'Splits the grey levels of a map into classes and boxes what lies above the highest threshold, ' +
    'the component with most red pixels first.',
  citation: {
    text: 'Liao, Chen, Chung: A fast algorithm for multilevel thresholding, J. Inf. Sci. Eng. 17(5):713-727, 2001',
    doi: '10.6688/JISE.2001.17.5.1',
  },
  options,
  segment,
});

export { multiOtsu } from './multi-otsu.ts';

export default definePlugin({
  name: '@camscope/segmenters-multi-otsu',
  apiVersion: 1,
  contributes: [multiOtsuSegmenter],
});
