import { z } from 'zod';

export const options = z
  .strictObject({
    images: z
      .string()
      .describe('Folder of the images, flat or with `images_001/images` … `images_012/images` as published'),
    boxes: z.string().describe('The list of boxes, `BBox_List_2017.csv`'),
    labels: z
      .string()
      .optional()
      .describe('`Data_Entry_2017.csv`, `Data_Entry_2017_v2020.csv`, or some of its rows under its header'),
    list: z.string().optional().describe('Only these images: `test_list.txt` or `train_val_list.txt`'),
    splits: z
      .record(z.string().min(1), z.string())
      .optional()
      .describe(
        'The list of each split by its name, such as `{ train_val: train_val_list.txt, test: test_list.txt }`',
      ),
    only: z
      .enum(['boxed', 'all'])
      .default('boxed')
      .describe('Images with a box; or every image that boxes and labels name, which needs `labels`'),
    missing: z
      .enum(['error', 'skip'])
      .default('error')
      .describe('What to do about images that are named but not in the folder; skip leaves a note'),
  })
  .refine(({ only, labels }) => only === 'boxed' || labels !== undefined, {
    error: "only: 'all' needs the labels file, which names all images",
  });

export type ChestXray14Options = z.output<typeof options>;
