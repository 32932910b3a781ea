import { finishSchema } from '@camscope/pixels';
import { z } from 'zod';

/** How the channels of an attribution to the input become one: largest magnitude, mean or sum. */
export const channelReductions = ['max-abs', 'mean', 'sum'] as const;
export type ChannelReduction = (typeof channelReductions)[number];

/** How a raw map becomes a heatmap: the channels of an attribution reduced, then finished. */
export const mapSchema = finishSchema.extend({
  reduce: z
    .enum(channelReductions)
    .default('max-abs')
    .describe('How the channels of an attribution to the input become one: largest magnitude, mean or sum'),
});
export type MapOptions = z.output<typeof mapSchema>;
