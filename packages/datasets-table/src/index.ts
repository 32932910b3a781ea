import { defineDataset, definePlugin } from '@camscope/core';
import { open } from './open.ts';
import { options } from './options.ts';
import { starter } from './starter.ts';

export { columnsInWords, findColumns, type Search } from './columns/find.ts';
export { type BoxRole, type ColumnMap, type Role, usualBoxes, usualNames } from './columns/usual.ts';

export const table = defineDataset({
  id: 'table',
  title: 'Table',
  summary: 'Any table, CSV, TSV or Parquet, of images with labels and boxes.',
  citation: 'own',
  options,
  open,
  starter,
  annotators: { one: 'reader', many: 'readers' },
});

export default definePlugin({
  name: '@camscope/datasets-table',
  apiVersion: 1,
  contributes: [table],
});
