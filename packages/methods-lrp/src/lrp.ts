import { defineExplainer } from '@camscope/core';
import { gradient, mul } from '@camscope/onnx/expressions';
import { z } from 'zod';
import { composites, relevanceRules, type CompositeName } from './composites.ts';

const names = Object.keys(composites) as [CompositeName, ...CompositeName[]];
const bound = z.union([z.number(), z.array(z.number()).min(1).max(3)]).optional();

/** Layer-wise relevance propagation: the score is shared out, layer by layer, among what it was made of. */
export const lrp = defineExplainer({
  id: 'lrp',
  title: 'LRP',
  short: 'LRP',
  gives: 'attribution',
  summary:
    'The score is shared out, layer by layer, among what it was made of, by a rule for each kind of layer. What goes in comes out, less what ' +
    'biases took.',
  citation: {
    text: 'Bach et al., On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise Relevance Propagation, PLOS ONE 2015',
    doi: '10.1371/journal.pone.0130140',
  },
  options: z.strictObject({
    composite: z
      .enum(names)
      .default('epsilon-plus')
      .describe(
        'Rules of the layers: ε for dense ones, and for convolutions z⁺, γ (z^B for the first), α2β1 or ε',
      ),
    epsilon: z.number().positive().default(1e-6).describe('ε of the dense layers; of all rules in `epsilon`'),
    gamma: z.number().nonnegative().default(0.25).describe('γ of `epsilon-gamma-box`'),
    low: bound.describe(
      "Lowest value of the network's input, for z^B: for all channels or each; what black becomes where it is missing",
    ),
    high: bound.describe(
      "Highest value of the network's input, for z^B: for all channels or each; what white becomes where it is missing",
    ),
    start: z
      .enum(['score', 'one'])
      .default('score')
      .describe('What is shared out: the score of the class, or 1'),
    batchNorm: z
      .enum(['share', 'pass'])
      .default('share')
      .describe('A batch norm that follows no convolution: its bias has its share, or all is passed on'),
  }),
  presets: {
    zennit: {
      options: { start: 'one', batchNorm: 'pass' },
      summary:
        'EpsilonPlus of zennit, and its canonisers: 1 is shared out, and batch norms that stay pass it on',
    },
    captum: { options: { composite: 'epsilon', epsilon: 1e-9 }, summary: 'The ε rule of 1e-9 everywhere' },
  },
  // What speaks against the class is below 0, and what says nothing is to be 0 in the heatmap.
  finish: () => ({ reduce: 'sum', rectify: 'raw' }),
  map: ({ image, score }, { composite, start, ...parameters }) => {
    const relevance = gradient(score, image, { rules: relevanceRules(composite, parameters) });
    return start === 'one' ? relevance : mul(score, relevance);
  },
});
