import { z } from 'zod';

/** Noise over an image, options that methods share: how many noisy copies, how strong, of which seed. */
export const noiseOptions = {
  samples: z.int().min(1).max(1000).default(25).describe('Noisy copies'),
  sigma: z.number().positive().default(0.15).describe('Standard deviation of the noise'),
  unit: z
    .enum(['range', 'input'])
    .default('range')
    .describe("What `sigma` counts: shares of the image's range, or the network's input"),
  seed: z.int().nonnegative().default(0).describe('Seed of the noise'),
};
