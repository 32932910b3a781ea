import { defineExplainer } from '@camscope/core';
import { composedMasks } from '@camscope/masks';
import { backdrop } from '@camscope/onnx/expressions';
import { riseMasks } from './composition.ts';
import { options } from './options.ts';

/**
 * RISE: the mean of random masks, weighted by the score of the image seen through each.
 * `L = 1/(N·p) · Σ_k f^c(x∘M^k) · M^k`; arXiv:1806.07421.
 */
export const rise = defineExplainer({
  id: 'rise',
  title: 'RISE',
  short: 'RISE',
  summary: 'Averages random masks, each weighted by the score of the image seen through it.',
  citation: {
    text: 'Petsiuk et al., RISE: Randomized Input Sampling for Explanation of Black-box Models, BMVC 2018',
    arxiv: '1806.07421',
  },
  options,
  presets: {
    authors: {
      summary: "The paper's setting for VGG-16 (ResNet-50: masks: 8000); softmax",
      options: {
        masks: 4000,
        cells: 7,
        probability: 0.5,
        border: 'mirrored',
        normalise: 'probability',
        fill: 'zero',
        scoreSpace: 'softmax',
      },
    },
  },
  perturb: ({ mask }, options) => {
    const { masks: count, cells, probability, seed, border, normalise } = options;
    return {
      masks: composedMasks({
        recipe: { name: 'rise', cells, probability, seed, ...(border === 'mirrored' && { border }) },
        combine: normalise === 'coverage' ? 'mean' : 'sum',
        over: (height, width) => riseMasks({ count, cells, probability, seed, border }, height, width),
      }),
      of: 'image',
      keep: mask, // [B,1,H,W]
      fill: backdrop(options.fill, options.sigma),
      scoreSpace: options.scoreSpace,
      weigh: ({ masked }) =>
        normalise === 'coverage' ? masked : masked.map((score) => score / (masked.length * probability)),
    };
  },
});
