import { CamscopeError, messageOf } from '@camscope/core';
import { readText } from '@camscope/files-node';
import { parse } from 'csv-parse/sync';
import { ofOption } from './files.ts';

/** One row of a CSV file, to be read by position. */
export interface Row {
  readonly cells: readonly string[];
  /** `file:line`. */
  readonly at: string;
}

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
 * The header and the rows of a file of this format. Rows may have more or fewer cells than the header: both published
 * headers have commas inside brackets.
 * @throws CamscopeError DATA_INVALID for another file or broken quotes, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readTable(
  path: string,
  format: TableFormat,
  signal?: AbortSignal,
): Promise<{ header: readonly string[]; rows: readonly Row[] }> {
  const [header, ...rows] = parseRows(await readText(path, ofOption(format.option, signal)), path);
  if (!header || !startsWith(header.cells, format)) throw wrongFile(path, format, header?.cells);
  return { header: header.cells, rows };
}

function parseRows(text: string, path: string): Row[] {
  try {
    const parsed = parse(text, {
      bom: true,
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed.map(({ record, info }) => ({ cells: record, at: `${path}:${info.lines}` }));
  } catch (cause) {
    const { lines } = cause as { lines?: number };
    throw new CamscopeError('DATA_INVALID', 'Not a CSV file', {
      at: lines === undefined ? path : `${path}:${lines}`,
      found: messageOf(cause),
      cause,
    });
  }
}

function startsWith(cells: readonly string[], { header }: TableFormat): boolean {
  return header.every((name, i) => cells[i] === name);
}

function wrongFile(path: string, format: TableFormat, cells: readonly string[] = []): CamscopeError {
  const other = [boxList, dataEntry].find((known) => known !== format && startsWith(cells, known));
  return new CamscopeError('DATA_INVALID', `This is not ${format.name}`, {
    at: `${path}:1`,
    asked: `A header that begins with ${format.header.join(',')}`,
    found: cells.length > 0 ? cells.join(',').slice(0, 120) : 'An empty file',
    fix: other
      ? `It looks like ${other.name}, which is given as '${other.option}'`
      : `Give ${format.name} as published by the NIH as '${format.option}'`,
  });
}
