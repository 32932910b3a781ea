import { defineExplainer, scoreSpaces } from '@camscope/core';
import { placeMasks } from '@camscope/masks';
import { z } from 'zod';

/** What is kept around a place, by offset. */
const spreads = {
  none: { radius: 0, at: () => 1 },
  /** 1/16 · [1 2 1; 2 4 2; 1 2 1] */
  gaussian: {
    radius: 1,
    at: (row: number, column: number) => ((2 - Math.abs(row)) * (2 - Math.abs(column))) / 16,
  },
};

/**
 * Recipro-CAM: at each place of the target layer, the score of the network that is shown no other place.
 * `L_ij = f^c(M^ij ∘ A)`; arXiv:2209.14074.
 */
export const reciproCam = defineExplainer({
  id: 'recipro-cam',
  title: 'Recipro-CAM',
  short: 'RC',
  summary: 'Scores each place of the target layer by what the head makes of it alone.',
  citation: {
    text: 'Byun and Lee, Recipro-CAM: Fast gradient-free visual explanations for convolutional neural networks, 2022; CVPR Workshops 2024',
    arxiv: '2209.14074',
  },
  options: z.strictObject({
    spread: z
      .enum(['none', 'gaussian'])
      .default('none')
      .describe(
        'What is kept of a place: itself alone, or itself and its eight neighbours under a 3×3 Gaussian',
      ),
    scoreSpace: z
      .enum(['auto', ...scoreSpaces])
      .default('auto')
      .describe("Score of a place; auto: the network's own activation, and sigmoid where it has none"),
  }),
  presets: {
    authors: {
      summary: 'Softmax; each place alone; min-max, bilinear',
      options: { spread: 'none', scoreSpace: 'softmax' },
      map: { upsample: 'bilinear', rectify: 'none', normalise: 'min-max' },
    },
  },
  perturb: ({ mask }, { spread, scoreSpace }) => ({
    masks: placeMasks({ spread: spreads[spread] }),
    of: 'activations',
    keep: mask, // [B,1,h,w]
    fill: { kind: 'value', value: 0 },
    scoreSpace,
    weigh: ({ masked }) => masked,
  }),
});
