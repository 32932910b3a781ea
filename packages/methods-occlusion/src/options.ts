import { scoreSpaces } from '@camscope/core';
import { z } from 'zod';

const pixels = z.int().min(1);

export const options = z.strictObject({
  window: z
    .union([z.literal('auto'), pixels])
    .default('auto')
    .describe("Side of the window in pixels of the network's input; auto: a fifth of its shorter side"),
  stride: z
    .union([z.literal('auto'), pixels])
    .default('auto')
    .describe('Pixels from one window to the next; auto: half a window'),
  edge: z
    .enum(['flush', 'clip'])
    .default('flush')
    .describe('The last window of a row or column: moved back into the image, or cut off by its border'),
  fill: z
    .enum(['zero', 'black', 'mean', 'blur'])
    .default('zero')
    .describe('What occluded places become; zero is the mean grey of a normalised image, not black'),
  sigma: z
    .number()
    .positive()
    .default(10)
    .describe("Standard deviation of the blur of 'fill', in pixels of the network's input"),
  scoreSpace: z
    .enum(['auto', ...scoreSpaces])
    .default('auto')
    .describe(
      "Score of an occluded image; auto: the network's own activation, and sigmoid where it has none",
    ),
});
