import { defineExplainer } from '@camscope/core';
import { composedMasks } from '@camscope/masks';
import { backdrop, sub } from '@camscope/onnx/expressions';
import { options } from './options.ts';
import { slidingWindows } from './windows.ts';

/**
 * Occlusion: at each pixel, how much the score drops, in the mean of all windows that hide that pixel.
 * `L = Σ_k (f^c(x) − f^c(x without window k)) · W^k / Σ_k W^k`; arXiv:1311.2901.
 */
export const occlusion = defineExplainer({
  id: 'occlusion',
  title: 'Occlusion',
  short: 'Occ',
  summary: 'Slides a window over the image and maps how much the class score drops where it hides the image.',
  citation: {
    text: 'Zeiler and Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014',
    doi: '10.1007/978-3-319-10590-1_53',
    arxiv: '1311.2901',
  },
  options,
  presets: {
    captum: {
      summary:
        'Logit; windows cut off by the border, moved by 1 pixel; filled with zero. Captum asks for a window',
      options: { stride: 1, edge: 'clip', fill: 'zero', scoreSpace: 'logit' },
    },
  },
  perturb: ({ mask }, options) => {
    const { window, stride, edge } = options;
    return {
      masks: composedMasks({
        recipe: { name: 'occlusion', window, stride, edge },
        combine: 'mean',
        over: (height, width) => slidingWindows(options, height, width),
      }),
      of: 'image',
      keep: sub(1, mask), // [B,1,H,W]
      fill: backdrop(options.fill, options.sigma),
      scoreSpace: options.scoreSpace,
      weigh: ({ masked, image }) => masked.map((score) => image - score),
    };
  },
});
