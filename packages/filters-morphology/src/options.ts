import { footprints, lengthUnits, renormaliseOption } from '@camscope/pixels';
import { z } from 'zod';

export const options = z.strictObject({
  operation: z
    .enum(['erosion', 'dilation', 'opening', 'closing', 'top-hat'])
    .default('opening')
    .describe('Lowest heat around, highest heat around, the one then the other, or what opening takes away'),
  footprint: z
    .enum(footprints)
    .default('disk')
    .describe('What is around a pixel: at most `radius` rows and columns away, or at most `radius` away'),
  radius: z
    .number()
    .min(0)
    .default(0.01)
    .describe('How far the footprint reaches, in `unit`, rounded to whole pixels; 0 is the pixel alone'),
  unit: z.enum(lengthUnits).default('width').describe("Pixels, or shares of the image's width"),
  renormalise: renormaliseOption,
});
export type MorphologyOptions = z.output<typeof options>;
