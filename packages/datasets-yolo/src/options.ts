import { findingOptions } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z.strictObject({
  images: findingOptions.images,
  annotations: z
    .string()
    .describe('Folder of the text files, one for each image, named as it; folders in it are searched, too'),
  names: z
    .string()
    .describe(
      'Names of the classes: `data.yaml`, whose splits are read as well, or `classes.txt`, one a line',
    ),
  nothing: findingOptions.nothing,
  others: findingOptions.others,
  only: findingOptions.only,
  missing: findingOptions.missing,
});

export type YoloOptions = z.output<typeof options>;
