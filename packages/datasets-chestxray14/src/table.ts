import { CamscopeError, type OpenContext } from '@camscope/core';
import { namedFile, openTable, type Table } from '@camscope/datasets-common';

/** A published file, told by the cells that its header begins with. */
export interface TableFormat {
  readonly option: 'boxes' | 'labels';
  readonly name: string;
  readonly header: readonly string[];
}

export const boxList: TableFormat = {
  option: 'boxes',
  name: 'BBox_List_2017.csv',
  header: ['Image Index', 'Finding Label'],
};

export const dataEntry: TableFormat = {
  option: 'labels',
  name: 'Data_Entry_2017.csv',
  header: ['Image Index', 'Finding Labels'],
};

/**
 * A file of this format. Rows may have more or fewer cells than the header: both published headers have commas inside brackets.
 * @throws CamscopeError DATA_INVALID for another file, FILE_UNREADABLE, INTERRUPTED.
 */
export async function openPublished(path: string, format: TableFormat, context: OpenContext): Promise<Table> {
  const file = namedFile('chestxray14', format.option, path, context);
  const table = await openTable(file, { anyWidth: true });
  const { names } = table.columns;
  if (!startsWith(names, format)) throw wrongFile(file.path, format, names);
  return table;
}

function startsWith(cells: readonly string[], { header }: TableFormat): boolean {
  return header.every((name, i) => cells[i] === name);
}

function wrongFile(path: string, format: TableFormat, cells: readonly string[]): CamscopeError {
  const other = [boxList, dataEntry].find((known) => known !== format && startsWith(cells, known));
  return new CamscopeError('DATA_INVALID', `This is not ${format.name}`, {
    at: `${path}:1`,
    asked: `A header that begins with ${format.header.join(',')}`,
    found: cells.join(',').slice(0, 120),
    fix: other
      ? `It looks like ${other.name}, which is given as '${other.option}'`
      : `Give ${format.name} as published by the NIH as '${format.option}'`,
  });
}
