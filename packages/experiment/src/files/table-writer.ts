import { token, type Files } from '@camscope/core';
import { fileOf, headerOf, lineOf, type RowOf, type Table } from '@camscope/pipeline';

/** The tables of a run, each file made with its header when the first row is due. */
export class TableWriter {
  readonly #folder: string;
  readonly #files: Files;
  readonly #begun = new Map<string, Promise<void>>();

  constructor(folder: string, files: Files) {
    this.#folder = folder;
    this.#files = files;
  }

  /**
   * Appends rows; with none, only the header is written.
   * @throws CamscopeError FILE_UNREADABLE.
   */
  append<T extends Table>(table: T, rows: readonly RowOf<T>[]): Promise<void> {
    return this.appendLines(table, rows.map((row) => lineOf(table, row)).join(''));
  }

  /** Appends lines, each with its end. Calls for one table are served in order. */
  appendLines(table: Table, lines: string): Promise<void> {
    const path = this.#files.resolve(this.#folder, fileOf(table));
    const before = this.#begun.get(table.name);
    const written = before
      ? before.then(() => (lines === '' ? undefined : this.#files.append(path, lines)))
      : this.#files.write(path, headerOf(table) + lines);
    this.#begun.set(table.name, written);
    return written;
  }
}

export const TABLES = token<TableWriter>('experiment/tables');
