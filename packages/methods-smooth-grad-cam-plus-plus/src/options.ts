import { noiseOptions } from '@camscope/core';
import { z } from 'zod';

export const options = z.strictObject({
  ...noiseOptions,
  numerator: z
    .enum(['second', 'first'])
    .default('second')
    .describe('Mean power of the gradient above the line of α: g², as in Grad-CAM++, or g'),
  denominator: z
    .enum(['sum', 'products'])
    .default('sum')
    .describe(
      "What the mean g³ meets below the line of α: it is multiplied by the sum of the channel's activations, or by each of them, and then added up",
    ),
  maps: z
    .enum(['image', 'last-copy'])
    .default('image')
    .describe(
      "What is weighted: the image's activations, by the mean of g; or those of the last noisy copy, by its g",
    ),
  epsilon: z.number().nonnegative().default(0).describe('Added to the denominator of α'),
});
export type Options = z.output<typeof options>;
