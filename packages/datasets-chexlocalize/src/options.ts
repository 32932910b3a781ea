import { z } from 'zod';

const files = {
  annotations: z
    .string()
    .optional()
    .describe('Outlines: `gt_annotations_val.json` or one like it; they or `segmentations` are needed'),
  segmentations: z.string().optional().describe('Masks: `gt_segmentations_val.json` or one like it'),
};
const NEED = { error: 'give annotations, segmentations or both' };
const given = (one: { annotations?: string; segmentations?: string }) =>
  one.annotations !== undefined || one.segmentations !== undefined;

const labels = z
  .string()
  .optional()
  .describe('Label file of CheXpert, such as valid.csv; its paths may begin anyhow');

const splits = z
  .record(z.string().min(1), z.strictObject({ ...files, labels }).refine(given, NEED))
  .optional()
  .describe(
    'The files of each split by its name, in place of `annotations`, `segmentations` and `labels`: ' +
      '`{ val: { annotations: gt_annotations_val.json }, test: { annotations: gt_annotations_test.json } }`',
  );

export const options = z
  .strictObject({
    images: z
      .string()
      .describe(
        'Folder of the `patientN` folders or up to three folders above them, or of files named by id',
      ),
    ...files,
    reader: z.string().min(1).default('ground-truth').describe('Name of the reader of the ground truth'),
    readers: z
      .array(
        z
          .strictObject({ as: z.string().min(1).describe('Name of the reader'), ...files })
          .refine(given, NEED),
      )
      .default([])
      .describe('Further readers of the same images, such as the human benchmark'),
    fill: z
      .enum(['pillow', 'coco'])
      .default('pillow')
      .describe(
        'How outlines without a mask are filled: as CheXlocalize does, by ImageDraw of Pillow with the outline, or as the ' +
          'COCO tools do',
      ),
    labels,
    splits,
    uncertain: z
      .enum(['ignore', 'zeros', 'ones'])
      .default('ignore')
      .describe('What −1 in the labels means: left out of classification, absent or present'),
    blank: z
      .enum(['ignore', 'zeros'])
      .default('ignore')
      .describe('What an empty cell of the labels means: unknown, or absent'),
    only: z
      .enum(['annotated', 'all'])
      .default('annotated')
      .describe('Images with a finding of any reader, or every image that the files name'),
    missing: z
      .enum(['error', 'skip'])
      .default('error')
      .describe('What to do about images that are named but not in the folder; skip leaves a note'),
  })
  .refine((one) => given(one) !== (one.splits !== undefined), {
    error: 'give annotations, segmentations or both, or else splits that do',
  })
  .refine(({ splits, readers }) => splits === undefined || readers.length === 0, {
    error: "'readers' are of images without splits: their files name images of one split",
  })
  .refine(
    ({ reader, readers }) => new Set([reader, ...readers.map(({ as }) => as)]).size === readers.length + 1,
    {
      error: 'give each reader a name of its own',
    },
  );

export type ChexlocalizeOptions = z.output<typeof options>;
