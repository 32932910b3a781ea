import { defineExplainer } from '@camscope/core';
import { cutBy, segmentFill, segmentMasks, segmentOptions } from '@camscope/masks';
import { z } from 'zod';

/** Feature ablation: for each segment of the image, how much the score drops without it: `f^c(x) − f^c(x without segment)`. */
export const featureAblation = defineExplainer({
  id: 'feature-ablation',
  title: 'Feature ablation',
  short: 'FA',
  summary: 'Maps how much the class score drops where a segment of the image is hidden.',
  citation: {
    text: 'Kokhlikyan et al., Captum: A unified and generic model interpretability library for PyTorch, 2020',
    arxiv: '2009.07896',
  },
  options: z.strictObject(segmentOptions),
  presets: {
    captum: {
      summary: 'Logit; filled with zero. Captum asks for the segments',
      options: { fill: 'zero', scoreSpace: 'logit' },
    },
  },
  perturb: ({ mask }, options) => ({
    masks: segmentMasks({
      cut: cutBy(options),
      recipe: { name: 'without-one' },
      whole: true,
      over: (segments) => ({
        count: segments,
        kept: (hidden) => Float32Array.from({ length: segments }, (_, k) => (k === hidden ? 0 : 1)),
      }),
    }),
    of: 'image',
    keep: mask, // [B,1,H,W]
    fill: segmentFill(options),
    scoreSpace: options.scoreSpace,
    weigh: ({ masked, image }) => masked.map((score) => image - score),
  }),
});
