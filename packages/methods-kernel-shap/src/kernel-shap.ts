import { defineExplainer, type Backdrop } from '@camscope/core';
import { cutBy, fitOfSum, segmentFill, segmentMasks, segmentOptions } from '@camscope/masks';
import { z } from 'zod';
import { coalitionsOf } from './coalitions.ts';

/**
 * KernelSHAP: Shapley values of the segments of the image, as the linear model of the score that Shapley's kernel weighs and whose
 * coefficients add up to f(x) − f(nothing shown); arXiv:1705.07874.
 */
export const kernelShap = defineExplainer({
  id: 'kernel-shap',
  title: 'KernelSHAP',
  short: 'KS',
  summary: 'Shapley values of the segments of the image, by a weighted linear fit.',
  citation: {
    text: 'Lundberg and Lee, A Unified Approach to Interpreting Model Predictions, NeurIPS 2017',
    arxiv: '1705.07874',
  },
  options: z.strictObject({
    samples: z
      .int()
      .min(2)
      .default(1000)
      .describe(
        'The most coalitions of segments, one forward pass each; where there are no more, all are taken',
      ),
    paired: z
      .boolean()
      .default(true)
      .describe(
        'Whether each coalition that is drawn is followed by its complement: what segments do in pairs is then no noise',
      ),
    seed: z.int().nonnegative().default(0).describe('Seed of the coalitions'),
    ...segmentOptions,
  }),
  presets: {
    captum: {
      summary: 'Logit; 25 passes, of which two are the image and nothing of it. Captum asks for the segments',
      options: { samples: 23, paired: false, fill: 'zero', scoreSpace: 'logit' },
    },
  },
  perturb: ({ mask }, options) => {
    const { samples, paired, seed } = options;
    const fill: Backdrop = segmentFill(options);
    const draw = (segments: number, budget: number) =>
      coalitionsOf(segments, { samples: Math.min(samples, budget), paired, seed });
    return {
      masks: segmentMasks({
        cut: cutBy(options),
        recipe: { name: 'coalitions', samples, paired, seed },
        over: draw,
      }),
      of: 'image',
      keep: mask, // [B,1,H,W]
      fill,
      references: [fill],
      scoreSpace: options.scoreSpace,
      weigh: ({ masked, image, references: [nothing] }, { indices, parts }) => {
        const { weight } = draw(parts.count, indices.length);
        const rows = indices.map((index) => parts.kept(index));
        const values = masked.map((score) => score - nothing);
        return fitOfSum({ rows, values, weights: indices.map(weight) }, image - nothing);
      },
    };
  },
});
