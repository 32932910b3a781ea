import { commonOptions } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z.strictObject({
  images: commonOptions.images,
  reports: z.string().describe('`grounded_reports_….json`, with the sentences of each image and their boxes'),
  table: z.string().optional().describe('`master_table.csv`, which tells patients and splits'),
  others: z
    .enum(['unknown', 'absent'])
    .default('unknown')
    .describe('What labels are that no sentence of a report names'),
  only: commonOptions.only,
  missing: commonOptions.missing,
});

export type PadChestGrOptions = z.output<typeof options>;
