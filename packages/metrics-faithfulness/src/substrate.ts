import { floatTensor, type FloatTensor } from '@camscope/core';
import { type BorderMode, borderModes, gaussianFilter } from '@camscope/pixels';
import { z } from 'zod';

const substrates = ['zero', 'mean', 'lowest', 'blur'] as const;
export type SubstrateName = (typeof substrates)[number];

export interface SubstrateOptions {
  readonly substrate: SubstrateName;
  readonly sigma: number;
  readonly truncate: number;
  readonly border: BorderMode;
}

/** Options that say what stands where the image does not. */
export const substrateOptions = (fallback: SubstrateName) => ({
  substrate: z
    .enum(substrates)
    .default(fallback)
    .describe(
      "What a removed pixel becomes: 0 in the network's normalised input, its channel's mean in the image or lowest " +
        'value there, or the blurred image',
    ),
  sigma: z
    .number()
    .positive()
    .default(10)
    .describe("Standard deviation of the blur, in pixels of the network's input"),
  truncate: z.number().positive().default(4).describe('Standard deviations at which the blur is cut off'),
  border: z
    .enum(borderModes)
    .default('nearest')
    .describe('How the image goes on beyond its border, for the blur'),
});

/** What stands where the image does not, float32 [C,H,W]. */
export function substrateOf(image: FloatTensor, options: SubstrateOptions): FloatTensor {
  const [channels, height, width] = image.dims;
  const data = new Float32Array(image.data.length);
  for (let c = 0; c < channels; c++) {
    const own = image.data.subarray(c * height * width, (c + 1) * height * width);
    const target = data.subarray(c * height * width, (c + 1) * height * width);
    if (options.substrate === 'mean') target.fill(own.reduce((sum, value) => sum + value, 0) / own.length);
    if (options.substrate === 'lowest')
      target.fill(own.reduce((low, value) => Math.min(low, value), Infinity));
    if (options.substrate === 'blur') {
      const { sigma, truncate, border } = options;
      target.set(gaussianFilter({ width, height, data: own }, sigma, truncate, border).data);
    }
  }
  return floatTensor(data, image.dims);
}
