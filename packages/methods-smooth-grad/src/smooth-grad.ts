import { defineExplainer, noiseOptions } from '@camscope/core';
import { average, gaussianNoise, gradient, mul } from '@camscope/onnx/expressions';
import { z } from 'zod';

/** SmoothGrad: the mean of the score's gradient over noisy copies of the image; arXiv:1706.03825. */
export const smoothGrad = defineExplainer({
  id: 'smooth-grad',
  title: 'SmoothGrad',
  short: 'SG',
  gives: 'attribution',
  summary: 'Averages the gradient over noisy copies of the image, which takes the speckle out of it.',
  citation: { text: 'Smilkov et al., SmoothGrad: removing noise by adding noise, 2017', arxiv: '1706.03825' },
  options: z.strictObject({
    ...noiseOptions,
    square: z.boolean().default(false).describe('Average the squared gradient (SmoothGrad²)'),
  }),
  presets: {
    captum: {
      summary: "Five copies under noise of 1 in the network's input",
      options: { samples: 5, sigma: 1, unit: 'input' },
    },
    saliency: { summary: "The default: 25 copies, noise of 0.15 of the image's range" },
  },
  map: ({ image, score }, { samples, sigma, unit, square, seed }) => {
    const g = gradient(score, image); // [N,C,H,W]
    return average(gaussianNoise(sigma, samples, seed, { of: unit }), square ? mul(g, g) : g);
  },
});
