import { parquetMetadataAsync, parquetRead, type AsyncBuffer, type FileMetaData } from 'hyparquet';

/** A value of each of the columns that are asked for, in their order. */
export type Cells = readonly (readonly unknown[])[];

/** A table of a run, of which columns and rows are read in ranges of bytes when they are asked for. */
export class ParquetTable {
  readonly #file: AsyncBuffer;
  readonly #metadata: FileMetaData;

  private constructor(file: AsyncBuffer, metadata: FileMetaData) {
    this.#file = file;
    this.#metadata = metadata;
  }

  /** Reads the end of the file, where its columns and groups of rows are told. */
  static async open(file: AsyncBuffer): Promise<ParquetTable> {
    return new ParquetTable(file, await parquetMetadataAsync(file));
  }

  get rows(): number {
    return Number(this.#metadata.num_rows);
  }

  /** One row, as an object; absent cells are null. */
  async row(at: number): Promise<Readonly<Record<string, unknown>>> {
    let found: Record<string, unknown> = {};
    await parquetRead({
      ...{ file: this.#file, metadata: this.#metadata, rowStart: at, rowEnd: at + 1 },
      rowFormat: 'object',
      onComplete: ([row]) => (found = row),
    });
    return found;
  }

  /**
   * Some columns, group of rows after group.
   * @param each hears of a group's cells, column by column, and how many rows came before.
   */
  async scan(
    columns: readonly string[],
    each: (cells: Cells, before: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    let before = 0;
    for (const { num_rows: rows } of this.#metadata.row_groups) {
      signal?.throwIfAborted();
      const end = before + Number(rows);
      const cells = await this.#cells(columns, before, end);
      each(cells, before);
      before = end;
    }
  }

  async #cells(columns: readonly string[], rowStart: number, rowEnd: number): Promise<unknown[][]> {
    const parts = new Map<string, { readonly start: number; readonly data: ArrayLike<unknown> }[]>();
    await parquetRead({
      ...{ file: this.#file, metadata: this.#metadata, columns: [...columns], rowStart, rowEnd },
      onChunk: ({ columnName, columnData, rowStart: start }) => {
        const known = parts.get(columnName) ?? [];
        parts.set(columnName, [...known, { start, data: columnData }]);
      },
    });
    return columns.map((name) => {
      const cells: unknown[] = new Array(rowEnd - rowStart).fill(null);
      for (const { start, data } of parts.get(name) ?? [])
        for (let i = 0; i < data.length; i++) {
          const at = start + i - rowStart;
          if (at >= 0 && at < cells.length) cells[at] = data[i];
        }
      return cells;
    });
  }
}
