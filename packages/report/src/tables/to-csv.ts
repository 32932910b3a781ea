import { csvLine } from '../text/csv.ts';
import type { CsvRow, Table } from './table.ts';

/** The numbers of a table, with twelve significant digits: the last ones of a float64 depend on the order of a sum. */
export function tableToCsv({ csv: { columns, rows } }: Pick<Table, 'csv'>): string {
  return csvLine(columns) + rows.map((row) => csvLine(row.map(rounded))).join('');
}

function rounded(value: CsvRow[number]): CsvRow[number] {
  return typeof value === 'number' ? Number(value.toPrecision(12)) : value;
}
