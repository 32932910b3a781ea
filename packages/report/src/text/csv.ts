import { csvLine } from '@camscope/pipeline';

export type CsvRow = readonly (string | number | null | undefined)[];

/** Columns by name, and a record a row. */
export interface Records {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** A table of RFC 4180, numbers with twelve significant digits: the last ones of a float64 depend on the order of a sum. */
export function csvOf({ columns, rows }: Records): string {
  return csvLine(columns) + rows.map((row) => csvLine(row.map(rounded))).join('');
}

function rounded(value: CsvRow[number]): CsvRow[number] {
  return typeof value === 'number' ? Number(value.toPrecision(12)) : value;
}
