import { commonOptions } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z
  .strictObject({
    images: commonOptions.images,
    train: z.string().optional().describe('`train.json`'),
    test: z.string().optional().describe('`test.json`'),
    only: commonOptions.only,
    missing: commonOptions.missing,
  })
  .refine(({ train, test }) => train !== undefined || test !== undefined, {
    error: "give the boxes: 'train', 'test' or both",
  });

export type ChestXDet10Options = z.output<typeof options>;
