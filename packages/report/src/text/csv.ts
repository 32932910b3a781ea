export type CsvRow = readonly (string | number | null | undefined)[];

/** Columns by name, and a record a row. */
export interface Records {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A table of RFC 4180, numbers with twelve significant digits: the last ones of a float64 depend on the order of a sum. */
export function csvOf({ columns, rows }: Records): string {
  return csvLine(columns) + rows.map((row) => csvLine(row.map(rounded))).join('');
}

/** One record of RFC 4180, with its line end. Text that a spreadsheet would run as a formula gets a leading apostrophe. */
export function csvLine(cells: CsvRow): string {
  return `${cells.map(cell).join(',')}\n`;
}

function cell(value: CsvRow[number]): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function rounded(value: CsvRow[number]): CsvRow[number] {
  return typeof value === 'number' ? Number(value.toPrecision(12)) : value;
}
