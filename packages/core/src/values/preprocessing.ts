import { z } from 'zod';

/**
 * How an image becomes the network's input, as data. A pixel p in [0, white] becomes
 * `((p / white · (range[1] − range[0]) + range[0]) − mean[c]) / std[c]`, after resizing.
 */
export const preprocessingSchema = z.strictObject({
  /** Input size in pixels, [height, width]. */
  size: z.tuple([z.int().positive(), z.int().positive()]),
  /** 1: grey. 3: RGB; a grey image is repeated. */
  channels: z.union([z.literal(1), z.literal(3)]),
  /** `stretch` ignores the aspect ratio; `centre-crop` takes the largest centred part of the right aspect ratio first. */
  fit: z.enum(['stretch', 'centre-crop']).default('stretch'),
  /** What black and white become before `mean` and `std`; TorchXRayVision: [-1024, 1024]. */
  range: z.tuple([z.number(), z.number()]).default([0, 1]),
  /** Per channel, or one number for all; subtracted. */
  mean: z.array(z.number()).min(1).max(3).default([0]),
  /** Per channel, or one number for all; divided by. */
  std: z.array(z.number().positive()).min(1).max(3).default([1]),
});
export type Preprocessing = z.output<typeof preprocessingSchema>;
