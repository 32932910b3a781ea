import {
  baselineOption,
  baselinesOf,
  defineExplainer,
  type Baselines,
  type Expression,
} from '@camscope/core';
import { average, direction, gradient, mul, straightLine } from '@camscope/onnx/expressions';
import { z } from 'zod';
import { rescaleRules } from './rescale-rules.ts';

/** DeepLIFT, the rescale rule: what each pixel's difference from a baseline adds to that of the score; arXiv:1704.02685. */
export const deepLift = defineExplainer({
  id: 'deep-lift',
  title: 'DeepLIFT',
  short: 'DL',
  gives: 'attribution',
  summary:
    "What each pixel's difference from a baseline adds to that of the score, by finite differences at every activation. It adds up exactly, " +
    'for the cost of two passes.',
  citation: {
    text: 'Shrikumar et al., Learning Important Features Through Propagating Activation Differences, ICML 2017',
    arxiv: '1704.02685',
  },
  options: z.strictObject({
    baseline: baselineOption
      .default(0)
      .describe(
        "What the image is compared with: a value in units of the network's input, or images, whose maps are averaged",
      ),
    epsilon: z
      .number()
      .positive()
      .default(1e-10)
      .describe('Where the input of an activation differs by less, its gradient stands for the ratio'),
  }),
  presets: { captum: { summary: 'The default: a baseline of 0, where every ReLU is a module' } },
  map: ({ image, score }, options) => lifted(image, score, baselinesOf(options.baseline), options.epsilon),
});

/** The mean over baselines of m ∘ (x − x′). */
export function lifted(
  image: Expression,
  score: Expression,
  baselines: Baselines,
  epsilon: number,
): Expression {
  const multipliers = gradient(score, image, { rules: rescaleRules(epsilon) });
  // The first of one step from the left is where a line begins.
  return average(straightLine(baselines, 1, 'left'), mul(direction, multipliers));
}
