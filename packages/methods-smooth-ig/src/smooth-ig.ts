import { baselineOption, baselinesOf, defineExplainer } from '@camscope/core';
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
    samples: z.int().min(1).max(1000).default(5).describe('Noisy copies'),
    steps: z.int().min(1).max(1000).default(16).describe('Points on the way to each copy'),
    rule: z.enum(quadratures).default('midpoint').describe('Which points those are, and their weights'),
    baseline: baselineOption
      .default(0)
      .describe(
        "Where it starts: a value in units of the network's input, or images; more than one are averaged over",
      ),
    sigma: z.number().positive().default(0.15).describe('Standard deviation of the noise'),
    unit: z
      .enum(['range', 'input'])
      .default('range')
      .describe("What `sigma` counts: shares of the image's range, or the network's input"),
    seed: z.int().nonnegative().default(0).describe('Seed of the noise'),
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
