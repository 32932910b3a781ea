import { commonOptions } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z
  .strictObject({
    images: commonOptions.images,
    train: z.string().optional().describe('`train.csv`'),
    dev: z.string().optional().describe('`dev.csv`'),
    only: commonOptions.only,
    missing: commonOptions.missing,
  })
  .refine(({ train, dev }) => train !== undefined || dev !== undefined, {
    error: "give the objects: 'train', 'dev' or both",
  });

export type ObjectCxrOptions = z.output<typeof options>;
