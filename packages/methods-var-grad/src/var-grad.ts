import { defineExplainer, noiseOptions } from '@camscope/core';
import { gaussianNoise, gradient, variance } from '@camscope/onnx/expressions';
import { z } from 'zod';

/** VarGrad: the variance of the score's gradient over noisy copies of the image; arXiv:1810.03292. */
export const varGrad = defineExplainer({
  id: 'var-grad',
  title: 'VarGrad',
  short: 'VG',
  gives: 'attribution',
  summary: 'How much the gradient of each pixel changes under noise.',
  citation: {
    text: 'Adebayo et al., Sanity Checks for Saliency Maps, NeurIPS 2018',
    arxiv: '1810.03292',
  },
  options: z.strictObject(noiseOptions),
  presets: {
    captum: {
      summary: "Five copies under noise of 1 in the network's input",
      options: { samples: 5, sigma: 1, unit: 'input' },
    },
  },
  map: ({ image, score }, { samples, sigma, unit, seed }) =>
    variance(gaussianNoise(sigma, samples, seed, { of: unit }), gradient(score, image)),
});
