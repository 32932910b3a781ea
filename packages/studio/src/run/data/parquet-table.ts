import { parquetMetadataAsync, parquetRead, type AsyncBuffer, type FileMetaData } from 'hyparquet';

/** A value of each of the columns that are asked for, in their order. */
export type Cells = readonly (readonly unknown[])[];

/** Rows of a table that lie together in its file. */
interface Group {
  readonly start: number;
  readonly end: number;
}

/**
 * A table of a run, of which columns and rows are read in ranges of bytes when they are asked for: column after column, so that a page
 * goes on living in between.
 */
export class ParquetTable {
  readonly #file: AsyncBuffer;
  readonly #metadata: FileMetaData;
  readonly #groups: readonly Group[];
  /** The group of which a row was asked for last. */
  #kept?: { readonly group: Group; readonly cells: Promise<Cells> };

  private constructor(file: AsyncBuffer, metadata: FileMetaData) {
    this.#file = file;
    this.#metadata = metadata;
    let start = 0;
    this.#groups = metadata.row_groups.map(({ num_rows: rows }) => ({ start, end: (start += Number(rows)) }));
  }

  /** Reads the end of the file, where its columns and groups of rows are told. */
  static async open(file: AsyncBuffer): Promise<ParquetTable> {
    return new ParquetTable(file, await parquetMetadataAsync(file));
  }

  get rows(): number {
    return Number(this.#metadata.num_rows);
  }

  /** One row, as an object; absent cells are null. Rows near it are then at hand. */
  async row(at: number): Promise<Readonly<Record<string, unknown>>> {
    const group = this.#groups.find(({ end }) => at < end);
    if (!group) return {};
    const names = this.#metadata.schema.slice(1).map(({ name }) => name);
    if (this.#kept?.group !== group) this.#keep(group, this.#cells(names, group));
    const cells = await this.#kept!.cells;
    return Object.fromEntries(names.map((name, i) => [name, cells[i][at - group.start]]));
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
    for (const group of this.#groups) each(await this.#cells(columns, group, signal), group.start);
  }

  /** What could not be read is asked for anew. */
  #keep(group: Group, cells: Promise<Cells>): void {
    const kept = { group, cells };
    this.#kept = kept;
    cells.catch(() => {
      if (this.#kept === kept) this.#kept = undefined;
    });
  }

  async #cells(columns: readonly string[], group: Group, signal?: AbortSignal): Promise<Cells> {
    const cells: unknown[][] = [];
    for (const name of columns) {
      signal?.throwIfAborted();
      cells.push(await this.#column(name, group));
      await new Promise((resolve) => setTimeout(resolve));
    }
    return cells;
  }

  async #column(name: string, { start: rowStart, end: rowEnd }: Group): Promise<unknown[]> {
    const cells: unknown[] = new Array(rowEnd - rowStart).fill(null);
    await parquetRead({
      ...{ file: this.#file, metadata: this.#metadata, columns: [name], rowStart, rowEnd },
      onChunk: ({ columnData, rowStart: start }) => {
        for (let i = 0; i < columnData.length; i++) {
          const at = start + i - rowStart;
          if (at >= 0 && at < cells.length) cells[at] = columnData[i];
        }
      },
    });
    return cells;
  }
}
