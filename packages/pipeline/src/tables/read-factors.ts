import type { Files } from '@camscope/core';
import { FactorTableBuilder, type FactorTable } from '@camscope/statistics';
import { numberIn } from './column.ts';
import { readFields, readTable } from './read-table.ts';
import type { OnUnsound } from './records.ts';
import type { ColumnOf, LineOf, Table } from './table.ts';

/** Every line of a table's file; none where there is no such file. */
export async function readLines<T extends Table, Name extends ColumnOf<T>>(
  files: Files,
  path: string,
  table: T,
  columns: readonly Name[],
  unsound?: OnUnsound,
): Promise<LineOf<T, Name>[]> {
  const all: LineOf<T, Name>[] = [];
  await readTable(files, path, table, columns, (line) => all.push(line), unsound);
  return all;
}

/** A table's file with some of its columns as factors, under their own names, and one column of numbers. */
export async function readFactors<T extends Table>(
  files: Files,
  path: string,
  _table: T,
  factors: readonly ColumnOf<T>[],
  value: ColumnOf<T>,
  unsound?: OnUnsound,
): Promise<FactorTable | undefined> {
  const builder = new FactorTableBuilder(factors);
  const add = (fields: readonly string[]) =>
    builder.add(fields.slice(0, -1), numberIn(fields[fields.length - 1]) ?? null);
  const found = await readFields(files, path, [...factors, value], add, unsound);
  return found ? builder.build() : undefined;
}
