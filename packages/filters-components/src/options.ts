import { cutOptions, regionOptions } from '@camscope/pixels';
import { z } from 'zod';

export const options = z.strictObject({
  ...cutOptions,
  ...regionOptions,
  minShare: regionOptions.minShare
    .unwrap()
    .default(0.001)
    .describe(regionOptions.minShare.description ?? ''),
  below: z
    .enum(['keep', 'clear'])
    .default('keep')
    .describe('What becomes of the heat below the cut: it stays, or becomes 0'),
});
export type ComponentsOptions = z.output<typeof options>;
