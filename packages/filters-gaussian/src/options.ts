import { borderModes, lengthUnits, renormaliseOption } from '@camscope/pixels';
import { z } from 'zod';

export const options = z.strictObject({
  sigma: z.number().min(0).default(0.01).describe('Standard deviation, in `unit`; 0 changes nothing'),
  unit: z.enum(lengthUnits).default('width').describe("Pixels, or shares of the image's width"),
  truncate: z.number().positive().default(4).describe('How many standard deviations the Gaussian reaches'),
  border: z
    .enum(borderModes)
    .default('reflect')
    .describe("How the map goes on beyond its border, named as in SciPy's `ndimage`"),
  renormalise: renormaliseOption,
});
