import { CamscopeError, unknownName } from '@camscope/core';

/** The columns of a table, as its header names them. */
export class Columns {
  readonly names: readonly string[];
  /** Shown in errors. */
  readonly path: string;
  /** Whether a number may have a comma for its point, as where cells end with semicolons. */
  readonly decimalComma: boolean;
  readonly #places: ReadonlyMap<string, number>;

  constructor(names: readonly string[], path: string, decimalComma = false) {
    this.names = names;
    this.path = path;
    this.decimalComma = decimalComma;
    this.#places = new Map(names.map((name, i) => [name.normalize('NFC'), i] as const).reverse());
  }

  has(name: string): boolean {
    return this.#places.has(name.normalize('NFC'));
  }

  /** @throws CamscopeError DATA_INVALID with the columns that there are. */
  placeOf(name: string): number {
    const place = this.#places.get(name) ?? this.#places.get(name.normalize('NFC'));
    if (place !== undefined) return place;
    const { found } = unknownName('column', name, this.names).details;
    throw new CamscopeError('DATA_INVALID', `${this.path} has no column '${name}'`, { found });
  }
}

/** One row of a table. */
export class Row {
  readonly cells: readonly string[];
  readonly #columns: Columns;
  readonly #line: number;

  constructor(cells: readonly string[], columns: Columns, line: number) {
    this.cells = cells;
    this.#columns = columns;
    this.#line = line;
  }

  /** `file:line`; of a Parquet file, the row's number from 1. */
  get at(): string {
    return `${this.#columns.path}:${this.#line}`;
  }

  /** What a cell says, without spaces around it; empty where it says nothing. */
  text(column: string): string {
    return this.cells[this.#columns.placeOf(column)] ?? '';
  }

  /** @throws CamscopeError DATA_INVALID for an empty cell. */
  required(column: string): string {
    const text = this.text(column);
    if (text !== '') return text;
    throw this.wrong(`a value under '${column}'`, 'an empty cell');
  }

  isEmpty(column: string): boolean {
    return this.text(column) === '';
  }

  /**
   * A finite number.
   * @throws CamscopeError DATA_INVALID for anything else.
   */
  number(column: string): number {
    const text = this.text(column);
    const value = Number(this.#columns.decimalComma ? text.replace(',', '.') : text);
    if (text !== '' && Number.isFinite(value)) return value;
    throw this.wrong(`a number under '${column}'`, text === '' ? 'an empty cell' : text);
  }

  /** The error of a row that does not say what it should. */
  wrong(asked: string, found: string): CamscopeError {
    return new CamscopeError('DATA_INVALID', 'A row does not follow its table', {
      at: this.at,
      asked,
      found: found.length > 120 ? `${found.slice(0, 120)}…` : found,
    });
  }
}
