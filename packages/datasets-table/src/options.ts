import { findingOptions } from '@camscope/datasets-common';
import { z } from 'zod';
import { type BoxRole, corners, sides } from './columns/usual.ts';

const column = (says: string) => z.string().optional().describe(says);

const columns = z
  .strictObject({
    image: column('Path, name or id of the image'),
    label: column('What was found'),
    value: column('Whether it is there: 1, 0 or −1 (uncertain)'),
    x: column('Left edge of a box'),
    y: column('Upper edge of a box'),
    w: column('Width of a box'),
    h: column('Height of a box'),
    xMin: column('Left edge of a box'),
    yMin: column('Upper edge of a box'),
    xMax: column('Right edge of a box, the first pixel outside'),
    yMax: column('Lower edge of a box, the first pixel outside'),
    imageWidth: column('Width of the image in whose pixels boxes count'),
    imageHeight: column('Height of that image'),
    reader: column('Who read the image'),
    patient: column('Whose image it is'),
    split: column('Part of the data, such as `train`'),
  })
  .refine(isWhole, { error: 'name a box by x, y, w, h or by xMin, yMin, xMax, yMax' })
  .refine(({ imageWidth, imageHeight }) => (imageWidth === undefined) === (imageHeight === undefined), {
    error: 'name both imageWidth and imageHeight',
  });

export const options = z.strictObject({
  images: findingOptions.images,
  annotations: z
    .string()
    .describe('The table, CSV, TSV or Parquet: a row for each box, or for each label of an image'),
  columns: columns
    .default({})
    .describe(
      'Columns of the table by what they say; those that are not named are looked for by their usual names',
    ),
  ignore: z.array(z.string()).default([]).describe('Columns that are not looked at'),
  unit: z
    .enum(['pixels', 'shares'])
    .default('pixels')
    .describe('What boxes count: pixels, or shares of the width and height of the image from 0 to 1'),
  frame: z
    .strictObject({
      width: z.int().positive().describe('In pixels'),
      height: z.int().positive().describe('In pixels'),
    })
    .optional()
    .describe(
      'Size of every image in whose pixels boxes count, where no column tells it; by default that of the image file',
    ),
  label: z.string().optional().describe('What every row is about, where no column tells it'),
  separator: z
    .string()
    .min(1)
    .optional()
    .describe('What stands between several labels in one cell, such as `|`; by default a cell is one label'),
  labels: z
    .string()
    .optional()
    .describe(
      'A second table, of labels of whole images: a row for each image, with a column for each label or one for all',
    ),
  labelColumns: z
    .array(z.string())
    .optional()
    .describe('Columns of `labels` that are labels; by default those that hold 1, 0, −1 and nothing else'),
  nothing: findingOptions.nothing,
  others: findingOptions.others,
  only: findingOptions.only,
  missing: findingOptions.missing,
});

export type TableOptions = z.output<typeof options>;

function isWhole(given: Readonly<Partial<Record<BoxRole, string>>>): boolean {
  const named = (roles: readonly BoxRole[]) => roles.filter((role) => given[role] !== undefined).length;
  return [`${sides.length},0`, `0,${corners.length}`, '0,0'].includes(`${named(sides)},${named(corners)}`);
}
