import { findingOptions } from '@camscope/datasets-common';
import { z } from 'zod';

const key = (says: string) => z.string().min(1).optional().describe(says);

export const options = z.strictObject({
  images: findingOptions.images,
  annotations: z
    .union([z.string(), z.record(z.string().min(1), z.string())])
    .describe('A COCO file, or by the name of each split a file'),
  crowds: z
    .enum(['keep', 'leave-out'])
    .default('keep')
    .describe('Annotations with `iscrowd`: like any other, or left out with a note'),
  readerKey: key(
    'Key of annotations, or of their `attributes`, that says who drew them, such as `annotator`',
  ),
  patientKey: key('Key of images that says whose they are, such as `patient_id`'),
  splitKey: key('Key of images that says to which part of the data they belong'),
  nothing: findingOptions.nothing,
  others: findingOptions.others,
  only: findingOptions.only,
  missing: findingOptions.missing,
});

export type CocoOptions = z.output<typeof options>;
