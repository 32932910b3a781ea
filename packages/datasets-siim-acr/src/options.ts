import { commonOptions } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z.strictObject({
  images: commonOptions.images,
  masks: z.string().describe('`train-rle.csv`, or `stage_2_train.csv` of the second stage'),
  only: commonOptions.only,
  missing: commonOptions.missing,
});

export type SiimOptions = z.output<typeof options>;
