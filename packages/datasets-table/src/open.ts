import { CamscopeError, type Dataset, type OpenContext } from '@camscope/core';
import { assembleFindings, namedFile, openTable, Problems, Vocabulary } from '@camscope/datasets-common';
import { columnsInWords, findColumns } from './columns/find.ts';
import type { ColumnMap } from './columns/usual.ts';
import type { TableOptions } from './options.ts';
import { ImageIndex } from './read/image-index.ts';
import { readLabels } from './read/labels.ts';
import { RowReader } from './read/row-reader.ts';

const ID = 'table';

/**
 * The images in the order of the table, then of the labels.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, IMAGE_INVALID, INTERRUPTED.
 */
export async function open(options: TableOptions, context: OpenContext): Promise<Dataset> {
  const table = await openTable(namedFile(ID, 'annotations', options.annotations, context));
  const { names: header, path } = table.columns;
  const found = findColumns({ header, path, given: options.columns, ignore: options.ignore });
  const columns = { ...found, ...options.columns };
  checkColumns(columns, path, options);
  for (const name of Object.values(columns)) table.columns.placeOf(name);

  const vocabulary = new Vocabulary(options.nothing);
  const index = new ImageIndex();
  const problems = new Problems(context);
  const reader = new RowReader(columns, options, vocabulary);
  for await (const row of table.rows()) problems.attempt(() => reader.read(row, index));
  const notes = [
    ...(Object.keys(found).length > 0 ? [`${path}: read ${columnsInWords(found)}`] : []),
    ...(problems.attempt(() => reader.notes(path)) ?? []),
  ];
  if (options.labels !== undefined) {
    const labels = await openTable(namedFile(ID, 'labels', options.labels, context));
    notes.push(...(await readLabels(labels, options, { vocabulary, index, problems })));
  }
  const images = [...index.images];
  for (const image of images) image.frame ??= options.frame;
  return assembleFindings({
    dataset: ID,
    vocabulary,
    images,
    unit: options.unit,
    options,
    context,
    notes: [...notes, ...problems.notes()],
  });
}

function checkColumns(
  { label, imageWidth, imageHeight }: ColumnMap,
  path: string,
  options: TableOptions,
): void {
  if ((label === undefined) === (options.label === undefined)) {
    throw new CamscopeError(
      'DATA_INVALID',
      label
        ? `Labels come from the column '${label}' and from the option 'label'`
        : 'No column names the label',
      {
        at: `${path}:1`,
        fix: label
          ? "Give one of them, and 'ignore' that column if it is not meant"
          : "Name it, as columns: { label: '…' }, or give the label of all rows as 'label'",
      },
    );
  }
  if ((imageWidth === undefined) !== (imageHeight === undefined)) {
    throw new CamscopeError('DATA_INVALID', 'The size of images lacks a column', {
      at: `${path}:1`,
      found: `'${imageWidth ?? imageHeight}' alone`,
      fix: "Name both imageWidth and imageHeight in 'columns', or 'ignore' the one",
    });
  }
}
