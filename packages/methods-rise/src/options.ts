import { hidingOptions } from '@camscope/masks';
import { z } from 'zod';

export const options = z.strictObject({
  masks: z.int().min(1).default(4000).describe('Random masks, one forward pass each'),
  cells: z.int().min(2).default(7).describe('Cells of a mask along each side of the image'),
  probability: z.number().gt(0).lt(1).default(0.5).describe('Probability of a cell to be kept'),
  seed: z.int().nonnegative().default(0).describe('Seed of the masks'),
  border: z
    .enum(['continued', 'mirrored'])
    .default('continued')
    .describe('A mask beyond the centres of its outermost cells: those continued, or the grid mirrored'),
  normalise: z
    .enum(['probability', 'coverage'])
    .default('probability')
    .describe('What Σ score · mask is divided by: masks × probability, or at each place Σ mask'),
  ...hidingOptions,
});
