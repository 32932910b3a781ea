import { commonOptions, gazeOption } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z.strictObject({
  images: z.string().describe('Folder of MIMIC-CXR or MIMIC-CXR-JPG, which holds `files/p10` and so on'),
  readings: z.string().describe('The folder `main_data`, which holds `metadata_phase_3.csv`'),
  phases: z
    .array(z.literal([1, 2, 3]))
    .min(1)
    .default([2, 3])
    .describe('Phases of the collection. The labels of the first differ from those of the others'),
  annotations: z
    .enum(['both', 'gaze', 'ellipses'])
    .default('both')
    .describe('Where readers looked, the ellipses that they drew, or both'),
  gaze: gazeOption,
  present: z
    .int()
    .min(1)
    .max(5)
    .default(3)
    .describe(
      'Certainty, of 5, from which on a reading has found a label, and an ellipse is taken: 1 unlikely, 2 less likely, 3 possibly, 4 probably, 5 consistent with',
    ),
  only: commonOptions.only,
  missing: commonOptions.missing,
});

export type ReflacxOptions = z.output<typeof options>;
