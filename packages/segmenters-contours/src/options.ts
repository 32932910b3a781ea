import { cutOptions, regionOptions } from '@camscope/pixels';
import { z } from 'zod';

export const options = z.strictObject({
  ...cutOptions,
  ...regionOptions,
  outline: z
    .enum(['pixels', 'smooth'])
    .default('pixels')
    .describe('Along the edges of pixels, or through the places between pixels where the heat is at the cut'),
  fillHoles: z
    .boolean()
    .default(true)
    .describe('Fill what an outer contour surrounds; else holes have contours of their own'),
});
export type ContoursOptions = z.output<typeof options>;
