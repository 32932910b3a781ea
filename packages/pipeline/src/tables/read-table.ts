import { CamscopeError, messageOf, type Files } from '@camscope/core';
import { attempt } from '../measure/attempt.ts';
import type { Column } from './column.ts';
import { recordsIn, type OnUnsound } from './records.ts';
import { fileOf, type ColumnOf, type LineOf, type Table } from './table.ts';

/** A table's CSV file in the folder of a run. */
export interface TableFile<T extends Table = Table> {
  readonly files: Files;
  readonly folder: string;
  readonly table: T;
  /** Is told of lines that are not sound, which are passed over; without it they are errors. */
  readonly unsound?: OnUnsound;
}

/**
 * Reads a table's file line by line.
 * @param columns those wanted; a file without one of them is refused.
 * @param take gets each line, which lasts no longer than the call.
 * @returns whether there is such a file.
 * @throws CamscopeError DATA_INVALID naming the file and what is wrong with it; FILE_UNREADABLE.
 */
export async function readTable<T extends Table, Name extends ColumnOf<T>>(
  file: TableFile<T>,
  columns: readonly Name[],
  take: (line: LineOf<T, Name>) => void,
): Promise<boolean> {
  const read = columns.map((name) => [name, (file.table.columns[name] as Column).read] as const);
  const taken = (fields: readonly string[]) =>
    take(Object.fromEntries(read.map(([name, of], i) => [name, of(fields[i])])) as LineOf<T, Name>);
  return readFields(file, columns, taken);
}

/** The same with the fields as they are written, in the order of `columns`. */
export async function readFields(
  file: TableFile,
  columns: readonly string[],
  take: (fields: readonly string[]) => void,
): Promise<boolean> {
  if (!(await file.files.exists(pathOf(file)))) return false;
  for await (const _ of linesIn(file, columns, take));
  return true;
}

/** What `made` gives of the fields of each line, one after the other as they are asked for. */
export async function* linesIn<T>(
  file: TableFile,
  columns: readonly string[],
  made: (fields: readonly string[]) => T,
): AsyncGenerator<T> {
  const { files, unsound } = file;
  const path = pathOf(file);
  let places: number[] | undefined;
  try {
    for await (const { number, fields } of recordsIn(files.stream(path), unsound)) {
      if (!places) places = placesOf(fields, columns, path);
      else {
        const wanted = places.map((place) => fields[place]);
        const line = attempt(() => made(wanted));
        if ('value' in line) yield line.value;
        else if (unsound) unsound(number, `has ${messageOf(line.failure)}`);
        else throw new Error(`record ${number} has ${messageOf(line.failure)}`, { cause: line.failure });
      }
    }
    if (!places) unsound?.(1, 'is not there: the file is empty');
  } catch (cause) {
    if (cause instanceof CamscopeError) throw cause;
    throw new CamscopeError('DATA_INVALID', `${path} is not a sound table`, {
      found: messageOf(cause),
      cause,
    });
  }
}

function pathOf({ files, folder, table }: TableFile): string {
  return files.resolve(folder, fileOf(table));
}

function placesOf(header: readonly string[], columns: readonly string[], path: string): number[] {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new CamscopeError('DATA_INVALID', `${path} lacks a column`, {
      asked: missing.join(', '),
      found: header.join(', '),
      fix: 'Run the study anew with this version of camscope',
    });
  }
  return columns.map((column) => header.indexOf(column));
}
