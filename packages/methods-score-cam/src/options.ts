import { z } from 'zod';

/** Kernels by which maps become as large as the image. */
export const kernels = ['bilinear', 'bilinear-align-corners', 'bicubic', 'nearest'] as const;

export const options = z.strictObject({
  scoreSpace: z
    .enum(['auto', 'logit', 'sigmoid', 'softmax', 'softmax-of-probabilities'])
    .default('auto')
    .describe("Score of a masked image; auto: the network's own activation, and sigmoid where it has none"),
  baseline: z
    .enum(['none', 'image', 'zero', 'black', 'mean', 'blur'])
    .default('none')
    .describe('Image whose score is subtracted from every score'),
  channelNorm: z
    .enum(['none', 'softmax', 'relu'])
    .default('none')
    .describe('What the scores of all maps become before they weigh the maps'),
  maskNorm: z
    .enum(['min-max', 'span', 'none'])
    .default('min-max')
    .describe('How a map becomes a mask: brought to [0, 1], divided by max − min, or as it is'),
  epsilon: z.number().nonnegative().default(0).describe('Added to max − min'),
  maskOrder: z
    .enum(['after', 'before'])
    .default('after')
    .describe('Whether a map is brought to [0, 1] after or before it is enlarged'),
  upsample: z.enum(kernels).default('bilinear').describe('Kernel by which a mask is enlarged'),
  constant: z
    .enum(['skip', 'take'])
    .default('skip')
    .describe('Whether constant maps are left out, or taken as masks of zeros'),
  fill: z
    .enum(['zero', 'black', 'mean', 'blur'])
    .default('zero')
    .describe('What masked places become; zero is the mean grey of a normalised image, not black'),
  sigma: z
    .number()
    .positive()
    .default(10)
    .describe("Standard deviation of the blur of baseline and fill, in pixels of the network's input"),
  mapFrom: z
    .enum(['upsampled', 'raw', 'normalised'])
    .default('upsampled')
    .describe(
      'Maps that are added up: enlarged before the ReLU, as the layer gives them, or brought to [0, 1]',
    ),
  repeat: z
    .enum(['none', 'noise', 'scale'])
    .default('none')
    .describe(
      'Masks that a map is scored under: its own; some, noise added to each (SS-CAM); or some, more and more of it (IS-CAM)',
    ),
  samples: z.int().min(1).max(1000).default(10).describe('Masks of each map, if they are repeated'),
  noise: z.number().positive().default(2).describe('Standard deviation of the noise added to a mask'),
  seed: z.int().nonnegative().default(0).describe('Seed of that noise'),
});
export type Options = z.output<typeof options>;
