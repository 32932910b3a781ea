import { namedFile, openTable, starterFor } from '@camscope/datasets-common';
import { findColumns } from './columns/find.ts';
import { options } from './options.ts';

/** A study of anybody's own table, whose columns it names. */
export const starter = starterFor({
  use: 'table',
  about: 'images with a table of labels and boxes.',
  files: { images: 'images', annotations: 'annotations', labels: 'labels' },
  async told(given, context) {
    const { annotations, columns, ignore } = options.parse(given);
    const table = await openTable(namedFile('table', 'annotations', annotations, context));
    const { names: header, path } = table.columns;
    return { columns: { ...findColumns({ header, path, given: columns, ignore }), ...columns } };
  },
});
