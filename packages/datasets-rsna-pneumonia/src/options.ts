import { commonOptions } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z.strictObject({
  images: commonOptions.images,
  boxes: z.string().describe('`stage_2_train_labels.csv`, unpacked'),
  classes: z
    .string()
    .optional()
    .describe(
      '`stage_2_detailed_class_info.csv`, which tells images without an opacity apart: normal or not',
    ),
  only: commonOptions.only,
  missing: commonOptions.missing,
});

export type RsnaOptions = z.output<typeof options>;
