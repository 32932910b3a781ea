import { baselineOption, baselinesOf, defineExplainer } from '@camscope/core';
import { average, direction, gradient, mul, quadratures, straightLine } from '@camscope/onnx/expressions';
import { z } from 'zod';

/**
 * Integrated Gradients: the gradient averaged along the straight line from a baseline to the image, times their
 * difference. The attributions add up to the difference of the scores (completeness); arXiv:1703.01365.
 */
export const integratedGradients = defineExplainer({
  id: 'integrated-gradients',
  title: 'Integrated Gradients',
  short: 'IG',
  gives: 'attribution',
  summary:
    'Gradients along the way from a plain image to the image; the attributions add up to the change of the score.',
  citation: {
    text: 'Sundararajan et al., Axiomatic Attribution for Deep Networks, ICML 2017',
    arxiv: '1703.01365',
  },
  options: z.strictObject({
    steps: z.int().min(1).max(1000).default(32).describe('Points on the way'),
    rule: z.enum(quadratures).default('midpoint').describe('Which points those are, and their weights'),
    baseline: baselineOption
      .default(0)
      .describe(
        "Where it starts: a value in units of the network's input, or images; more than one are averaged over",
      ),
  }),
  presets: {
    captum: {
      summary: '50 points of Gauss and Legendre',
      options: { steps: 50, rule: 'gauss-legendre' },
    },
  },
  map: ({ image, score }, { steps, rule, baseline }) =>
    average(straightLine(baselinesOf(baseline), steps, rule), mul(direction, gradient(score, image))),
});
