import { defineExplainer } from '@camscope/core';

/** The product of a method's maps at several layers, each normalised: early layers' detail where late layers look; arXiv:2605.14641. */
export const refine = defineExplainer({
  id: 'refine',
  title: 'Refine',
  short: 'Re',
  alsoCalled: [{ name: 'RefineCAM', by: 'torch-cam, pytorch-grad-cam' }],
  takes: 'one',
  gives: 'map',
  summary:
    "Multiplies a method's maps of several layers: fine where early layers look, and only where late ones do, too.",
  citation: {
    text: 'RefineCAM, 2026',
    arxiv: '2605.14641',
  },
  presets: {
    'torch-cam': { summary: 'The default: each map to [0, 1], to the finest resolution, their product' },
  },
  combine: () => ({ layers: 'apart', join: 'product-of-normalised' }),
});
