import type { FactorTable } from './factor-table.ts';

export interface PivotOptions {
  /** Factors whose combinations are the rows: `['patient', 'image']`. */
  readonly rows: readonly string[];
  /** The factor whose levels are the columns: `'method'`. */
  readonly columns: string;
  /** Which levels, and in which order; all, as they first appear, when absent. */
  readonly order?: readonly string[];
  /** Several values in one cell are an error, or their mean is taken. Default: 'refuse'. */
  readonly duplicates?: 'refuse' | 'mean';
}

/** Aligned columns. A row is complete when every column has a value. */
export interface Pivot {
  readonly columns: readonly string[];
  /** One array per column, of equal length. */
  readonly values: readonly Float64Array[];
  /** The levels of each row factor, aligned with the values. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** Complete rows. */
  readonly rows: number;
  /** Rows left out, being incomplete. */
  readonly dropped: number;
  /** For each column, how many rows, of all, lack it. */
  readonly missing: readonly number[];
}

/**
 * The values side by side: a column for each level of one factor, a row for each combination of others, as paired tests
 * want them. Only complete rows.
 * @throws RangeError when a cell has several values and `duplicates` is 'refuse'.
 */
export function pivot(table: FactorTable, options: PivotOptions): Pivot {
  const { rows, columns: factor, duplicates = 'refuse' } = options;
  const columns = options.order ?? table.levels(factor);
  const view = options.order ? table.where({ [factor]: columns }) : table;
  const { groups, count, first } = view.grouping(rows);

  const cells = columns.map(() => new Float64Array(count).fill(NaN));
  const column = view.grouping([factor]);
  const columnOf = column.first.map((row) => columns.indexOf(view.level(row, factor)));
  const present = columns.map(() => new Uint32Array(count));
  for (let i = 0; i < groups.length; i++) {
    const value = view.value(i);
    if (value === null) continue;
    const [c, row] = [columnOf[column.groups[i]], groups[i]];
    const before = present[c][row]++;
    if (before > 0 && duplicates === 'refuse') throw severalValues(view, i, [...rows, factor]);
    cells[c][row] = before > 0 ? cells[c][row] + value : value;
  }
  cells.forEach((cell, c) => cell.forEach((sum, row) => (cell[row] = sum / present[c][row])));

  const complete = Array.from({ length: count }, (_, row) => row).filter((row) =>
    present.every((counts) => counts[row] > 0),
  );
  return {
    columns,
    values: cells.map((cell) => Float64Array.from(complete, (row) => cell[row])),
    keys: Object.fromEntries(rows.map((name) => [name, complete.map((row) => view.level(first[row], name))])),
    rows: complete.length,
    dropped: count - complete.length,
    missing: present.map((counts) => counts.reduce((sum, n) => sum + Number(n === 0), 0)),
  };
}

function severalValues(table: FactorTable, row: number, factors: readonly string[]): RangeError {
  const cell = factors.map((factor) => `${factor} '${table.level(row, factor)}'`).join(', ');
  return new RangeError(
    `Several values of ${cell}: add a factor that tells them apart, or take duplicates 'mean'`,
  );
}
