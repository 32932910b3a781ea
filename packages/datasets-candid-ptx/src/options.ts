import { commonOptions } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z.strictObject({
  images: commonOptions.images,
  masks: z.string().describe('`Pneumothorax_reports.csv`'),
  runs: z
    .enum(['relative', 'absolute'])
    .default('relative')
    .describe(
      'What run lengths count from: the end of the last run, as in the SIIM-ACR challenge; or the first pixel, which is 0. What does not fit is refused',
    ),
  only: commonOptions.only,
  missing: commonOptions.missing,
});

export type CandidPtxOptions = z.output<typeof options>;
