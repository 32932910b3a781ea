import { defineExplainer } from '@camscope/core';
import { average, gradient, mul, original, straightLine, sub } from '@camscope/onnx/expressions';
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
    steps: z.int().min(1).max(1000).default(32).describe('Points on the way (midpoint rule)'),
    baseline: z.number().default(0).describe("Value of the plain image, in units of the network's input"),
  }),
  map: ({ image, score }, { steps, baseline }) =>
    average(straightLine(baseline, steps), mul(sub(original, baseline), gradient(score, image))),
});
