import { defineExplainer } from '@camscope/core';
import { cellMasks, composedMasks, hidingOptions } from '@camscope/masks';
import { backdrop } from '@camscope/onnx/expressions';
import { z } from 'zod';
import { replicatedDesign, totalIndices } from './designs.ts';

/**
 * Sobol attribution: for each cell of a grid, its total share in the variance of the score where all cells are shown more or less;
 * arXiv:2111.04138.
 */
export const sobol = defineExplainer({
  id: 'sobol',
  title: 'Sobol attribution',
  short: 'Sob',
  summary: 'Total Sobol indices: the share of each cell of a grid in the variance of the score.',
  citation: {
    text: 'Fel et al., Look at the Variance! Efficient Black-box Explanations with Sobol-based Sensitivity Analysis, NeurIPS 2021',
    arxiv: '2111.04138',
  },
  options: z.strictObject({
    cells: z.int().min(2).max(11).default(8).describe('Cells of the grid along each side of the image'),
    designs: z
      .int()
      .min(2)
      .default(32)
      .describe('Points of the Sobol sequence, cells² + 2 forward passes each'),
    variance: z
      .enum(['a', 'both'])
      .default('both')
      .describe('Of which scores the variance is taken: of the first half of a point, or of both'),
    ...hidingOptions,
  }),
  presets: {
    xplique: {
      summary: '32 points; variance of their first halves; bicubic',
      options: { cells: 8, designs: 32, variance: 'a', fill: 'zero' },
      map: { upsample: 'bicubic-tensorflow', rectify: 'none', normalise: 'min-max' },
    },
  },
  perturb: ({ mask }, { cells, designs, variance, fill, sigma, scoreSpace }) => {
    const step = cells * cells + 2;
    return {
      masks: composedMasks({
        recipe: { name: 'sobol', cells },
        combine: 'cells',
        step,
        over: cellMasks(cells, designs * step, replicatedDesign(cells, designs)),
      }),
      of: 'image',
      keep: mask, // [B,1,H,W]
      fill: backdrop(fill, sigma),
      scoreSpace,
      weigh: ({ masked }) => totalIndices(masked, cells, variance),
    };
  },
});
