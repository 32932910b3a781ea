import { baselineOption, baselinesOf, defineExplainer } from '@camscope/core';
import { average, direction, gradient, mul, randomMixes } from '@camscope/onnx/expressions';
import { z } from 'zod';

/** GradientSHAP: Expected Gradients of noisy copies of the image, an estimate of Shapley values; arXiv:1705.07874. */
export const gradientShap = defineExplainer({
  id: 'gradient-shap',
  title: 'GradientSHAP',
  short: 'GSh',
  gives: 'attribution',
  summary: 'Gradients at random places between random baselines and noisy copies of the image.',
  citation: {
    text: 'Lundberg and Lee, A Unified Approach to Interpreting Model Predictions, NeurIPS 2017',
    arxiv: '1705.07874',
  },
  options: z.strictObject({
    samples: z.int().min(1).max(10_000).default(64).describe('Random places'),
    baseline: baselineOption
      .default(0)
      .describe(
        "Where it starts: a value in units of the network's input, or images; more than one are averaged over",
      ),
    sigma: z.number().nonnegative().default(0.09).describe('Standard deviation of the noise; 0 for none'),
    unit: z
      .enum(['range', 'input'])
      .default('range')
      .describe("What `sigma` counts: shares of the image's range, or the network's input"),
    seed: z.int().nonnegative().default(0).describe('Seed of baselines, places and noise'),
  }),
  presets: {
    captum: { summary: 'Five places, without noise', options: { samples: 5, sigma: 0, unit: 'input' } },
  },
  map: ({ image, score }, { samples, baseline, sigma, unit, seed }) => {
    const mixes = randomMixes(baselinesOf(baseline), samples, seed, { sigma, of: unit });
    return average(mixes, mul(direction, gradient(score, image)));
  },
});
