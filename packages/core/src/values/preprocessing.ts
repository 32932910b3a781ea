import { z } from 'zod';

/**
 * How an image becomes the network's input, as data. A pixel p in [0, white] becomes
 * `((p / white · (range[1] − range[0]) + range[0]) − mean[c]) / std[c]`, after resizing.
 */
export const preprocessingSchema = z.strictObject({
  size: z.tuple([z.int().positive(), z.int().positive()]).describe('Input size in pixels, [height, width]'),
  channels: z.union([z.literal(1), z.literal(3)]).describe('1: grey. 3: RGB; a grey image is repeated'),
  fit: z
    .enum(['stretch', 'centre-crop'])
    .default('stretch')
    .describe(
      '`stretch` ignores the aspect ratio; `centre-crop` takes the largest centred part of the right aspect ratio first',
    ),
  range: z
    .tuple([z.number(), z.number()])
    .default([0, 1])
    .describe('What black and white become before `mean` and `std`; TorchXRayVision: [-1024, 1024]'),
  mean: z
    .array(z.number())
    .min(1)
    .max(3)
    .default([0])
    .describe('Per channel, or one number for all; subtracted'),
  std: z
    .array(z.number().positive())
    .min(1)
    .max(3)
    .default([1])
    .describe('Per channel, or one number for all; divided by'),
});
export type Preprocessing = z.output<typeof preprocessingSchema>;
