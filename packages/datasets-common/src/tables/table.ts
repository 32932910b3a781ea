import type { Columns, Row } from './row.ts';

/** A table with a header, read as often as it is asked for; rows are not kept. */
export interface Table {
  readonly columns: Columns;
  /** @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED. */
  rows(): AsyncIterable<Row>;
}

export interface TableOptions {
  /** What the file is called where it is published, and columns by which it is known. */
  readonly format?: { readonly name: string; readonly columns: readonly string[] };
  /** Rows may have more or fewer cells than the header. */
  readonly anyWidth?: boolean;
}
