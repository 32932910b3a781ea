import { commonOptions } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z.strictObject({
  images: z
    .string()
    .describe('Folder of the images, such as `All247images`; folders in it are searched, too'),
  nodules: z.string().describe('`CLNDAT_EN.txt`, the images with a nodule'),
  others: z.string().optional().describe('`CNNDAT_EN.TXT`, the images without one'),
  only: commonOptions.only,
  missing: commonOptions.missing,
});

export type JsrtOptions = z.output<typeof options>;
