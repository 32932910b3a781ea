import { FactorTableBuilder, type FactorTable } from '@camscope/statistics';
import { numberIn } from './column.ts';
import { readFields, readTable, type TableFile } from './read-table.ts';
import type { ColumnOf, LineOf, Table } from './table.ts';

/** Every line of a table's file; none where there is no such file. */
export async function readLines<T extends Table, Name extends ColumnOf<T>>(
  file: TableFile<T>,
  columns: readonly Name[],
): Promise<LineOf<T, Name>[]> {
  const all: LineOf<T, Name>[] = [];
  await readTable(file, columns, (line) => all.push(line));
  return all;
}

/** A table's file with some of its columns as factors, under their own names, and one column of numbers. */
export async function readFactors<T extends Table>(
  file: TableFile<T>,
  factors: readonly ColumnOf<T>[],
  value: ColumnOf<T>,
): Promise<FactorTable | undefined> {
  const builder = new FactorTableBuilder(factors);
  const add = (fields: readonly string[]) =>
    builder.add(fields.slice(0, -1), numberIn(fields[fields.length - 1]) ?? null);
  const found = await readFields(file, [...factors, value], add);
  return found ? builder.build() : undefined;
}
