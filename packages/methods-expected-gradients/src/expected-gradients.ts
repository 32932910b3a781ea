import { baselineOption, baselinesOf, defineExplainer } from '@camscope/core';
import { average, direction, gradient, mul, randomMixes } from '@camscope/onnx/expressions';
import { z } from 'zod';

/**
 * Expected Gradients: the gradient at random places between random baselines and the image, times their difference: Integrated
 * Gradients averaged over baselines; arXiv:1906.10670.
 */
export const expectedGradients = defineExplainer({
  id: 'expected-gradients',
  title: 'Expected Gradients',
  short: 'EG',
  gives: 'attribution',
  summary:
    'Integrated Gradients averaged over many baselines, such as normal radiographs, by random places between them.',
  citation: {
    text: 'Erion et al., Improving performance of deep learning models with axiomatic attribution priors and expected gradients, Nature Machine Intelligence 2021',
    doi: '10.1038/s42256-021-00343-w',
    arxiv: '1906.10670',
  },
  options: z.strictObject({
    samples: z.int().min(1).max(10_000).default(64).describe('Random places'),
    baseline: baselineOption
      .default('uniform')
      .describe(
        "Where it starts: a value in units of the network's input, or images; more than one are averaged over",
      ),
    seed: z.int().nonnegative().default(0).describe('Seed of baselines and places'),
  }),
  map: ({ image, score }, { samples, baseline, seed }) => {
    const mixes = randomMixes(baselinesOf(baseline), samples, seed, { sigma: 0, of: 'input' });
    return average(mixes, mul(direction, gradient(score, image)));
  },
});
