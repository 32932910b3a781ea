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
    sigma: z.number().positive().default(0.15).describe('Standard deviation of the noise'),
    unit: z
      .enum(['range', 'input'])
      .default('range')
      .describe("What `sigma` counts: shares of the image's range, or the network's input"),
    square: z.boolean().default(false).describe('Average the squared gradient (SmoothGrad²)'),
    seed: z.int().nonnegative().default(0).describe('Seed of the noise'),
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
