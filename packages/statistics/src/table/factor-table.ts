/** A categorical column: every row's code is an index into `levels`. */
export interface FactorColumn {
  readonly name: string;
  readonly levels: readonly string[];
  readonly codes: Uint16Array | Uint32Array;
}

/** The rows that agree in some factors. */
export interface Group {
  readonly key: Readonly<Record<string, string>>;
  readonly table: FactorTable;
}

/**
 * Rows of categorical factors and one number, which may be missing, in columns: made for millions of rows. `where` and
 * `groupBy` give views, of 4 bytes a row.
 */
export class FactorTable {
  readonly #columns: readonly FactorColumn[];
  readonly #values: Float64Array;
  /** Rows of this view; absent: all. */
  readonly #rows: Uint32Array | undefined;

  /** Made by a `FactorTableBuilder`. */
  constructor(columns: readonly FactorColumn[], values: Float64Array, rows?: Uint32Array) {
    this.#columns = columns;
    this.#values = values;
    this.#rows = rows;
  }

  get factors(): string[] {
    return this.#columns.map(({ name }) => name);
  }

  /** Number of rows. */
  get size(): number {
    return this.#rows?.length ?? this.#values.length;
  }

  /** The levels that occur, in order of first appearance in the table. */
  levels(factor: string): string[] {
    const { levels, codes } = this.#column(factor);
    if (!this.#rows) return [...levels];
    const seen = new Uint8Array(levels.length);
    for (const row of this.#rows) seen[codes[row]] = 1;
    return levels.filter((_, code) => seen[code]);
  }

  /** Of a row of this table, counted from 0. */
  level(row: number, factor: string): string {
    const { levels, codes } = this.#column(factor);
    return levels[codes[this.#row(row)]];
  }

  /** Null where it is missing. */
  value(row: number): number | null {
    const value = this.#values[this.#row(row)];
    return Number.isNaN(value) ? null : value;
  }

  /** The values that are there, in the order of their rows. */
  present(): Float64Array {
    return this.#gathered().filter((value) => !Number.isNaN(value));
  }

  /** Number of rows without a value. */
  missing(): number {
    return this.size - this.present().length;
  }

  /** Of the values that are there; null when there is none. */
  mean(): number | null {
    const values = this.present();
    return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
  }

  /**
   * The rows with the given level, or one of several, of each named factor. A level that does not occur gives no rows.
   * @throws RangeError when there is no such factor.
   */
  where(conditions: Readonly<Record<string, string | readonly string[]>>): FactorTable {
    const tests = Object.entries(conditions).map(([factor, wanted]) => {
      const { levels, codes } = this.#column(factor);
      const set = new Set(typeof wanted === 'string' ? [wanted] : wanted);
      return { codes, accepted: Uint8Array.from(levels, (level) => Number(set.has(level))) };
    });
    const rows = new Uint32Array(this.size);
    let count = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = this.#rows ? this.#rows[i] : i;
      if (tests.every(({ codes, accepted }) => accepted[codes[row]])) rows[count++] = row;
    }
    return new FactorTable(this.#columns, this.#values, rows.slice(0, count));
  }

  /** The rows by their levels of some factors, in order of first appearance. */
  groupBy(...factors: string[]): Group[] {
    const { groups, count, first } = this.grouping(factors);
    const sizes = new Uint32Array(count);
    for (const group of groups) sizes[group]++;
    const rows = Array.from(sizes, (size) => new Uint32Array(size));
    sizes.fill(0);
    for (let i = 0; i < groups.length; i++)
      rows[groups[i]][sizes[groups[i]]++] = this.#rows ? this.#rows[i] : i;
    return rows.map((of, group) => ({
      key: Object.fromEntries(factors.map((factor) => [factor, this.level(first[group], factor)])),
      table: new FactorTable(this.#columns, this.#values, of),
    }));
  }

  /** For each row of the view, the number of its group; and each group's first row. Groups count from 0. */
  grouping(factors: readonly string[]): { groups: Uint32Array; count: number; first: number[] } {
    const groups = new Uint32Array(this.size);
    let first = groups.length > 0 ? [0] : [];
    for (const factor of factors) {
      const { levels, codes } = this.#column(factor);
      const seen = new Map<number, number>();
      first = [];
      for (let i = 0; i < groups.length; i++) {
        const key = groups[i] * levels.length + codes[this.#rows ? this.#rows[i] : i];
        let group = seen.get(key);
        if (group === undefined) {
          group = first.length;
          seen.set(key, group);
          first.push(i);
        }
        groups[i] = group;
      }
    }
    return { groups, count: first.length, first };
  }

  #gathered(): Float64Array {
    const rows = this.#rows;
    return rows ? Float64Array.from(rows, (row) => this.#values[row]) : this.#values;
  }

  #row(row: number): number {
    if (!(row >= 0 && row < this.size)) throw new RangeError(`There is no row ${row} of ${this.size}`);
    return this.#rows ? this.#rows[row] : row;
  }

  #column(factor: string): FactorColumn {
    const column = this.#columns.find(({ name }) => name === factor);
    if (column) return column;
    throw new RangeError(`There is no factor '${factor}', but ${this.factors.join(', ')}`);
  }
}
