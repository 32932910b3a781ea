import { segmentOptions } from '@camscope/masks';
import { z } from 'zod';

export const options = z.strictObject({
  samples: z.int().min(2).default(1000).describe('Random samples, one forward pass each'),
  probability: z.number().gt(0).lt(1).default(0.5).describe('Probability of a segment to be shown'),
  itself: z.boolean().default(true).describe('Whether the first sample is the image itself'),
  seed: z.int().nonnegative().default(0).describe('Seed of the samples'),
  ridge: z.number().nonnegative().default(1).describe("The linear model's penalty on |coefficients|²"),
  distance: z
    .enum(['cosine', 'pixels'])
    .default('cosine')
    .describe(
      'How far a sample is from the image: 1 − the cosine of what is shown, or the Euclidean distance of the inputs',
    ),
  width: z
    .number()
    .positive()
    .default(0.25)
    .describe('Width of the kernel by which samples count, exp(−distance² / (2 · width²))'),
  ...segmentOptions,
  fill: segmentOptions.fill
    .removeDefault()
    .default('segment-mean')
    .describe(segmentOptions.fill.description!),
});
export type Options = z.output<typeof options>;

/** As well-known implementations do it, but for the segments: theirs are of quickshift or Felzenszwalb's. */
export const presets = {
  authors: {
    summary: 'As the authors’ package `lime`, with SLIC in place of quickshift; softmax',
    options: {
      samples: 1000,
      probability: 0.5,
      itself: true,
      ridge: 1,
      distance: 'cosine',
      width: 0.25,
      fill: 'segment-mean',
      scoreSpace: 'softmax',
    },
  },
  xplique: {
    summary:
      'Ridge 2, distances of inputs, a kernel of width 45 without the 2; segments are SLIC, not quickshift',
    options: {
      samples: 150,
      probability: 0.5,
      itself: false,
      ridge: 2,
      distance: 'pixels',
      width: 45 / Math.SQRT2,
      fill: 'zero',
    },
  },
} as const;
