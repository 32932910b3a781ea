import { commonOptions } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z.strictObject({
  images: z.string().describe('Folder of the images, `CXR_png`'),
  left: z.string().describe('Folder of the masks of the left lung, `ManualMask/leftMask`'),
  right: z.string().describe('Folder of the masks of the right lung, `ManualMask/rightMask`'),
  missing: commonOptions.missing,
});

export type MontgomeryOptions = z.output<typeof options>;
