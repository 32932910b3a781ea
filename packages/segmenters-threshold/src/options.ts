import { cutOptions, regionOptions } from '@camscope/pixels';
import { z } from 'zod';

const share = z.number().min(0).max(1);
const byLabel = z.record(z.string(), share);

export const options = z.strictObject({
  ...cutOptions,
  values: byLabel
    .default({})
    .describe("For `method: value`, the heat to cut at by class, in the data's spelling; `value` for others"),
  minProbability: z
    .union([share, byLabel])
    .default(0)
    .describe(
      "No regions where the network's probability is lower: one number, or by class (0 for others). Maps without a probability are kept",
    ),
  ...regionOptions,
});
export type ThresholdOptions = z.output<typeof options>;
