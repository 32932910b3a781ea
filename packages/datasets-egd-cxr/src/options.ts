import { commonOptions, gazeOption } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z.strictObject({
  images: z
    .string()
    .describe('Folder of MIMIC-CXR or MIMIC-CXR-JPG, which holds `files/p10` and so on; not resized'),
  cases: z.string().describe('`master_sheet.csv`'),
  fixations: z.string().describe('`fixations.csv`'),
  labels: z
    .enum(['chexpert', 'report'])
    .default('chexpert')
    .describe(
      'Columns that are labels: those of the CheXpert labeller, which end with `__chx`; or those of the set itself, among them Normal, CHF and pneumonia',
    ),
  gaze: gazeOption,
  sigma: z
    .number()
    .positive()
    .default(150)
    .describe(
      "Standard deviation of a fixation's Gaussian, in pixels of the original image: no visual angle is published, and the authors' code has 150",
    ),
  only: commonOptions.only,
  missing: commonOptions.missing,
});

export type EgdOptions = z.output<typeof options>;
