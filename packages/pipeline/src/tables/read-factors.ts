import type { Files } from '@camscope/core';
import { FactorTableBuilder, type FactorTable } from '@camscope/statistics';
import { numberIn } from './column.ts';
import { readFields, readTable } from './read-table.ts';
import type { ColumnOf, LineOf, Table } from './table.ts';

/** Every line of a table's file; none where there is no such file. */
export async function readLines<T extends Table, Name extends ColumnOf<T>>(
  files: Files,
  path: string,
  table: T,
  columns: readonly Name[],
): Promise<LineOf<T, Name>[]> {
  const all: LineOf<T, Name>[] = [];
  await readTable(files, path, table, columns, (line) => all.push(line));
  return all;
}

/** A table's file with some of its columns as factors, under their own names, and one column of numbers. */
export async function readFactors<T extends Table>(
  files: Files,
  path: string,
  _table: T,
  factors: readonly ColumnOf<T>[],
  value: ColumnOf<T>,
): Promise<FactorTable | undefined> {
  const builder = new FactorTableBuilder(factors);
  const found = await readFields(files, path, [...factors, value], (fields) => {
    builder.add(fields.slice(0, -1), numberIn(fields[fields.length - 1]) ?? null);
  });
  return found ? builder.build() : undefined;
}
