import type { CsvRow, Table } from './table.ts';

/** The numbers of a table in full: a record each, and what every column says of it. */
export function csvRecords<T>(
  of: readonly T[],
  columns: Readonly<Record<string, (one: T) => CsvRow[number]>>,
): Table['csv'] {
  const values = Object.values(columns);
  return { columns: Object.keys(columns), rows: of.map((one) => values.map((value) => value(one))) };
}
