import { commonOptions } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z
  .strictObject({
    images: commonOptions.images,
    train: z
      .string()
      .optional()
      .describe(
        'Boxes of three readers an image: `annotations_train.csv` of PhysioNet, or `train.csv` of Kaggle',
      ),
    test: z
      .string()
      .optional()
      .describe('Boxes that five readers agreed on: `annotations_test.csv` of PhysioNet'),
    trainLabels: z
      .string()
      .optional()
      .describe('`image_labels_train.csv` of PhysioNet: what each reader saw in the whole image'),
    testLabels: z.string().optional().describe('`image_labels_test.csv` of PhysioNet'),
    sizes: z
      .string()
      .optional()
      .describe(
        'Sizes of the original images, such as `train_meta.csv` of the PNG copies on Kaggle: `image_id,dim0,dim1`, height first. Needed where the files are resized copies; else their headers are read',
      ),
    present: z
      .enum(['majority', 'any', 'all'])
      .default('majority')
      .describe(
        'Readers who must have seen a finding for the image to have it; with fewer, but some, it is uncertain (−1)',
      ),
    only: commonOptions.only,
    missing: commonOptions.missing,
  })
  .refine(({ train, test }) => train !== undefined || test !== undefined, {
    error: "give the boxes: 'train', 'test' or both",
  });

export type VindrOptions = z.output<typeof options>;
