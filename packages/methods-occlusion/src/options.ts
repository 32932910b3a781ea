import { hidingOptions } from '@camscope/masks';
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
  ...hidingOptions,
});
