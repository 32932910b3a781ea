import { defineExplainer } from '@camscope/core';
import { cellMasks, composedMasks, hidingOptions } from '@camscope/masks';
import { backdrop } from '@camscope/onnx/expressions';
import { z } from 'zod';
import { dependences, median, medianDistance } from './dependence.ts';
import { binaryGrids, samplers } from './grids.ts';

/** HSIC attribution: for each cell of a grid, how much the score depends on whether it is shown; arXiv:2206.06219. */
export const hsic = defineExplainer({
  id: 'hsic',
  title: 'HSIC attribution',
  short: 'HSIC',
  summary:
    'How much the score depends on each cell of a grid, by the Hilbert–Schmidt independence criterion.',
  citation: {
    text: 'Novello et al., Making Sense of Dependence: Efficient Black-box Explanations Using Dependence Measure, NeurIPS 2022',
    arxiv: '2206.06219',
  },
  options: z.strictObject({
    cells: z.int().min(2).max(15).default(8).describe('Cells of the grid along each side of the image'),
    masks: z.int().min(4).default(500).describe('Masks, one forward pass each'),
    sampler: z
      .enum(samplers)
      .default('latin-hypercube')
      .describe('Where masks come from: points of a Sobol sequence, or a Latin hypercube of zeros and ones'),
    seed: z.int().nonnegative().default(0).describe('Seed of the Latin hypercube'),
    width: z
      .enum(['median-distance', 'median'])
      .default('median-distance')
      .describe("Width of the scores' kernel: the median of |y − y'| over pairs, or the median score itself"),
    ...hidingOptions,
  }),
  presets: {
    xplique: {
      summary: 'A Sobol sequence; the median score as the width; bicubic',
      options: { cells: 8, masks: 500, sampler: 'sobol', width: 'median', fill: 'zero' },
      map: { upsample: 'bicubic-tensorflow', rectify: 'none', normalise: 'min-max' },
    },
  },
  perturb: ({ mask }, { cells, masks, sampler, seed, width, fill, sigma, scoreSpace }) => {
    const grids = binaryGrids(sampler, cells, masks, seed);
    return {
      masks: composedMasks({
        recipe: sampler === 'sobol' ? { name: 'hsic', cells } : { name: 'hsic', cells, masks, seed },
        combine: 'cells',
        over: cellMasks(cells, masks, (index) => grids[index]),
      }),
      of: 'image',
      keep: mask, // [B,1,H,W]
      fill: backdrop(fill, sigma),
      scoreSpace,
      weigh: ({ masked }, { indices, parts }) => {
        const shown = indices.map((index) => parts.kept(index));
        return dependences(shown, masked, width === 'median' ? median(masked) : medianDistance(masked));
      },
    };
  },
});
