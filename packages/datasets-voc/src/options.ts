import { findingOptions } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z.strictObject({
  images: findingOptions.images,
  annotations: z
    .string()
    .describe('Folder of the XML files, one for each image; folders in it are searched, too'),
  corners: z
    .enum(['voc', 'inclusive', 'half-open'])
    .default('voc')
    .describe(
      'How boxes count: as Pascal VOC does, pixels from 1 with `xmax` inside; pixels from 0 with `xmax` inside; or from 0 with `xmax` the ' +
        'first outside, as some programs write them',
    ),
  difficult: z
    .enum(['keep', 'leave-out'])
    .default('keep')
    .describe('Objects that are marked as `difficult`: like any other, or left out with a note'),
  nothing: findingOptions.nothing,
  others: findingOptions.others,
  only: findingOptions.only,
  missing: findingOptions.missing,
});

export type VocOptions = z.output<typeof options>;
