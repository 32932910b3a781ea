import { defineExplainer } from '@camscope/core';
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
    samples: z.int().min(1).max(1000).default(25).describe('Noisy copies'),
    sigma: z
      .number()
      .positive()
      .default(0.15)
      .describe("Standard deviation of the noise, as a share of the image's range"),
    square: z.boolean().default(false).describe('Average the squared gradient (SmoothGrad²)'),
    seed: z.int().nonnegative().default(0).describe('Seed of the noise'),
  }),
  map: ({ image, score }, { samples, sigma, square, seed }) => {
    const g = gradient(score, image); // [N,C,H,W]
    return average(gaussianNoise(sigma, samples, seed), square ? mul(g, g) : g);
  },
});
