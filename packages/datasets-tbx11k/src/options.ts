import { commonOptions } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z
  .strictObject({
    images: z.string().describe('The folder `imgs`, with `health`, `sick` and `tb` in it'),
    train: z
      .string()
      .optional()
      .describe('`TBX11K_train.json`, or `all_train.json` with images of other sets'),
    val: z.string().optional().describe('`TBX11K_val.json`, or `all_val.json`'),
    only: commonOptions.only,
    missing: commonOptions.missing,
  })
  .refine(({ train, val }) => train !== undefined || val !== undefined, {
    error: "give the boxes: 'train', 'val' or both",
  });

export type Tbx11kOptions = z.output<typeof options>;
