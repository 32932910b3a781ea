import { FactorTableBuilder, type FactorTable } from '@camscope/statistics';
import { readTable } from './read-table.ts';

/** A line of a table by its columns; a number that is not there is undefined. */
export interface TableLine<Column extends string> {
  text(column: Column): string;
  number(column: Column): number | undefined;
}

/** Every line of a table, as `make` has it; none where there is no such file. */
export async function records<const Column extends string, T>(
  path: string,
  columns: readonly Column[],
  make: (line: TableLine<Column>) => T,
): Promise<T[]> {
  const all: T[] = [];
  let fields: readonly string[] = [];
  const text = (column: Column) => fields[columns.indexOf(column)];
  const line = { text, number: (column: Column) => numberIn(text(column)) };
  await readTable(path, columns, (next) => {
    fields = next;
    all.push(make(line));
  });
  return all;
}

/**
 * A table with its columns as factors and one column of numbers.
 * @param levels makes the factors out of the fields before the value; by default they are the same.
 */
export async function factorsOf(
  path: string,
  columns: readonly string[],
  value: string,
  factors: readonly string[] = columns,
  levels: (fields: readonly string[]) => readonly string[] = (fields) => fields,
): Promise<FactorTable | undefined> {
  const builder = new FactorTableBuilder(factors);
  const found = await readTable(path, [...columns, value], (fields) => {
    builder.add(levels(fields.slice(0, -1)), numberIn(fields[fields.length - 1]) ?? null);
  });
  return found ? builder.build() : undefined;
}

/** @throws Error for a text that is no number. */
export function numberIn(text: string): number | undefined {
  if (text === '') return undefined;
  const number = Number(text);
  if (Number.isNaN(number)) throw new Error(`'${text}' where a number should be`);
  return number;
}
