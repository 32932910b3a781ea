import { commonOptions } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z.strictObject({
  images: z.string().describe('Folder of MIMIC-CXR-JPG, with `files` in it, or any that holds the images'),
  boxes: z
    .string()
    .describe('`MS_CXR_Local_Alignment_v1.1.0.csv`, or its COCO twin, `MS_CXR_Local_Alignment_v1.1.0.json`'),
  missing: commonOptions.missing,
});

export type MsCxrOptions = z.output<typeof options>;
