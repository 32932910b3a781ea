import { findingOptions } from '@camscope/datasets-common';
import { z } from 'zod';

export const options = z
  .strictObject({
    images: findingOptions.images,
    masks: z.string().describe('Folder of the masks, one a file, grey; folders in it are searched, too'),
    pattern: z
      .string()
      .optional()
      .describe(
        'How masks are named below it: `{label}/{image}.png`, `{image}_{label}.png`, `{reader}/{label}/{image}_mask.png` and the like; ' +
          'by default the usual ones are tried, and a note tells which fits',
      ),
    label: z.string().optional().describe('What every mask is of, where their names do not tell'),
    values: z
      .record(z.string().regex(/^\d+$/, 'give whole numbers from 1'), z.string().min(1))
      .optional()
      .describe(
        'Labels by grey level, such as `{ 1: Lung, 2: Heart }`, where one mask is of several; 0 is none of them',
      ),
    above: z
      .number()
      .min(0)
      .default(0)
      .describe('A pixel is inside where its grey level, as stored, is above this'),
    others: findingOptions.others,
    only: findingOptions.only,
    missing: findingOptions.missing,
  })
  .refine(({ label, values }) => label === undefined || values === undefined, {
    error: "give 'label' or 'values': one names all masks, the other their grey levels",
  });

export type MasksOptions = z.output<typeof options>;
