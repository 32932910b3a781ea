import { defineExplainer, scoreSpaces, type MaskScores } from '@camscope/core';
import { channelMasks } from '@camscope/masks';
import { sub } from '@camscope/onnx/expressions';
import { z } from 'zod';

const options = z.strictObject({
  relativeTo: z
    .enum(['magnitude', 'score', 'none'])
    .default('magnitude')
    .describe(
      'What the loss of a channel is divided by: |y|; y, as published, which turns every sign where y < 0; or nothing',
    ),
  fill: z
    .enum(['zero', 'below'])
    .default('zero')
    .describe("What an ablated channel becomes: 0, or 'below' less than the lowest activation"),
  below: z
    .number()
    .nonnegative()
    .default(1e7)
    .describe('How far below the lowest activation; where that is 0, the channel becomes 0'),
  scoreSpace: z
    .enum(['auto', ...scoreSpaces])
    .default('logit')
    .describe("Score y of a class; auto: the network's own activation, and sigmoid where it has none"),
});

/**
 * Ablation-CAM: the target layer's maps, each weighted by the share of the score that is lost without it.
 * `w_k = (y − y_k) / |y|`, `L = Σ_k w_k A^k`; doi:10.1109/WACV45572.2020.9093360.
 */
export const ablationCam = defineExplainer({
  id: 'ablation-cam',
  title: 'Ablation-CAM',
  short: 'AC',
  summary: 'Weights the maps of the target layer by how much the class score drops without each of them.',
  citation: {
    text: 'Desai and Ramaswamy, Ablation-CAM: Visual Explanations for Deep Convolutional Network via Gradient-free Localization, WACV 2020',
    doi: '10.1109/WACV45572.2020.9093360',
  },
  options,
  presets: {
    authors: {
      summary: 'Divided by the score; channels become 0; ReLU, then enlarged',
      options: { relativeTo: 'score', fill: 'zero', scoreSpace: 'logit' },
      map: { rectify: 'raw' },
    },
    'pytorch-grad-cam': {
      summary:
        'Divided by the score; channels become 1e7 less than the lowest activation, or 0 where that is 0',
      options: { relativeTo: 'score', fill: 'below', below: 1e7, scoreSpace: 'logit' },
      map: { upsample: 'bilinear', rectify: 'raw', normalise: 'min-max' },
    },
  },
  finish: () => ({ rectify: 'raw' }),
  perturb: ({ mask }, { fill, below, scoreSpace, relativeTo }) => ({
    masks: channelMasks(),
    of: 'activations',
    keep: sub(1, mask), // [B,K,1,1]
    fill: fill === 'zero' ? { kind: 'value', value: 0 } : { kind: 'below', by: below },
    scoreSpace,
    weigh: (scores) => weigh(scores, relativeTo),
  }),
});

/** A score of 0 divides nothing: the map is the same but for its scale. */
function weigh({ masked, image }: MaskScores, relativeTo: z.output<typeof options>['relativeTo']) {
  const divisor = { magnitude: Math.abs(image), score: image, none: 1 }[relativeTo] || 1;
  return masked.map((score) => (image - score) / divisor);
}
