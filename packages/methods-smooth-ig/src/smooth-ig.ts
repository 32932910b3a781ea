import { baselineOption, baselinesOf, defineExplainer, noiseOptions } from '@camscope/core';
import {
  average,
  direction,
  gaussianNoise,
  gradient,
  mul,
  quadratures,
  straightLine,
} from '@camscope/onnx/expressions';
import { z } from 'zod';

/** Integrated Gradients of noisy copies of the image, averaged; arXiv:1706.03825, arXiv:1703.01365. */
export const smoothIg = defineExplainer({
  id: 'smooth-ig',
  title: 'Smooth Integrated Gradients',
  short: 'SIG',
  gives: 'attribution',
  summary: 'Integrated Gradients of noisy copies of the image, averaged: less speckle, at many passes.',
  citation: { text: 'Smilkov et al., SmoothGrad: removing noise by adding noise, 2017', arxiv: '1706.03825' },
  options: z.strictObject({
    ...noiseOptions,
    samples: noiseOptions.samples.default(5),
    steps: z.int().min(1).max(1000).default(16).describe('Points on the way to each copy'),
    rule: z.enum(quadratures).default('midpoint').describe('Which points those are, and their weights'),
    baseline: baselineOption
      .default(0)
      .describe(
        "Where it starts: a value in units of the network's input, or images; more than one are averaged over",
      ),
  }),
  presets: {
    captum: {
      summary:
        "Five copies under noise of 1 in the network's input, 50 points of Gauss and Legendre on the way to each",
      options: { samples: 5, sigma: 1, unit: 'input', steps: 50, rule: 'gauss-legendre' },
    },
  },
  map: ({ image, score }, { samples, sigma, unit, seed, steps, rule, baseline }) => {
    const line = straightLine(baselinesOf(baseline), steps, rule);
    const noisy = gaussianNoise(sigma, samples, seed, { of: unit, line });
    return average(noisy, mul(direction, gradient(score, image)));
  },
});
