import { upsampleKernels } from '@camscope/pixels';
import { z } from 'zod';

export const options = z.strictObject({
  objective: z
    .enum(['high', 'same'])
    .default('high')
    .describe("What the masked image's score is to be: as high as can be, or that of the image"),
  scoreSpace: z
    .enum(['logit', 'sigmoid', 'softmax'])
    .default('logit')
    .describe(
      'What counts as the score: the logit, or the probability that the sigmoid or softmax makes of it',
    ),
  steps: z.int().min(1).max(10_000).default(50).describe('Steps at most; each is a pass'),
  rate: z.number().positive().default(0.1).describe("Adam's learning rate"),
  checks: z
    .int()
    .min(1)
    .default(10)
    .describe('How many times it is looked, on the way, whether the score is still none lower; else it ends'),
  spread: z
    .number()
    .nonnegative()
    .default(0)
    .describe(
      'Standard deviation of the weights that it starts from, before their softmax; with 0 all are equal',
    ),
  seed: z.int().nonnegative().default(0).describe('Of the weights that it starts from'),
  upsample: z.enum(upsampleKernels).default('bilinear').describe('Kernel by which the mask is enlarged'),
});
export type Options = z.output<typeof options>;
