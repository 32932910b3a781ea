import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Column } from './column.ts';
import { linesIn, type TableFile } from './read-table.ts';
import { parquetFileOf, type Table } from './table.ts';

/** A group of rows ends with the first of these that it reaches: the rows that are in memory at once. */
const GROUP = { rows: 2 ** 16, characters: 2 ** 24 };

interface ParquetType {
  readonly element: Omit<SchemaElement, 'name'>;
  /** Whether the least and the greatest of a group are told: of documents they would be as long as any. */
  readonly statistics: boolean;
  /**
   * A field's value; a document's is what it says, which the writer spells.
   * @throws Error for a text that is none of this type.
   */
  readonly cell: (text: string, column: Column) => unknown;
}

const TYPES: Readonly<Record<Column['type'], ParquetType>> = {
  text: {
    element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
    statistics: true,
    cell: (text) => text,
  },
  json: {
    element: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
    statistics: false,
    cell: read,
  },
  integer: { element: { type: 'INT32' }, statistics: true, cell: int32 },
  number: { element: { type: 'DOUBLE' }, statistics: true, cell: read },
  float32: { element: { type: 'FLOAT' }, statistics: true, cell: read },
};

/**
 * Writes a table's CSV file as Parquet beside it, over what is there. Equal lines give equal bytes; an empty field is null where a row may
 * lack it. No more than a group of rows is in memory.
 * @throws CamscopeError DATA_INVALID naming the CSV file and what is wrong with it; FILE_UNREADABLE.
 */
export function writeParquet(file: TableFile): Promise<void> {
  const { files, folder, table } = file;
  return files.writeFrom(files.resolve(folder, parquetFileOf(table)), parquetOf(file));
}

async function* parquetOf(file: TableFile): AsyncGenerator<Uint8Array> {
  const { table } = file;
  const bytes = new ByteWriter();
  const schema = [
    { name: table.name, num_children: Object.keys(table.columns).length },
    ...elementsOf(table),
  ];
  const parquet = new ParquetWriter({
    ...{ writer: bytes, schema, kvMetadata: meaningsOf(table), createdBy: 'camscope' },
  });
  const rows = new Rows(table);
  const flush = async () => {
    await parquet.write({ columnData: rows.take(), rowGroupSize: GROUP.rows });
    const written = bytes.getBytes().slice();
    bytes.index = 0;
    return written;
  };
  for await (const full of linesIn(file, Object.keys(table.columns), (fields) => rows.add(fields)))
    if (full) yield await flush();
  yield await flush();
  await parquet.finish();
  yield bytes.getBytes();
}

/** Rows by columns, until there are enough for a group. */
class Rows {
  readonly #columns: readonly {
    readonly name: string;
    readonly column: Column;
    readonly type: ParquetType;
  }[];
  #cells: unknown[][] = [];
  #characters = 0;

  constructor({ columns }: Table) {
    this.#columns = Object.entries<Column>(columns).map(([name, column]) => ({
      ...{ name, column, type: TYPES[column.type] },
    }));
    this.take();
  }

  /** @returns whether these are enough. */
  add(fields: readonly string[]): boolean {
    this.#columns.forEach(({ column, type }, i) => {
      const text = fields[i];
      this.#cells[i].push(text === '' && column.optional ? null : type.cell(text, column));
      this.#characters += text.length;
    });
    return this.#cells[0].length === GROUP.rows || this.#characters >= GROUP.characters;
  }

  take() {
    const cells = this.#cells;
    this.#cells = this.#columns.map(() => []);
    this.#characters = 0;
    return this.#columns.map(({ name, type: { statistics } }, i) => ({ name, statistics, data: cells[i] }));
  }
}

function elementsOf({ columns }: Table): SchemaElement[] {
  return Object.entries<Column>(columns).map(([name, { type, optional }]) => ({
    ...{ name, ...TYPES[type].element, repetition_type: optional ? 'OPTIONAL' : 'REQUIRED' },
  }));
}

/** What the table and each of its columns mean, among the file's own keys. */
function meaningsOf({ meaning, columns }: Table) {
  return [
    { key: 'meaning', value: meaning },
    ...Object.entries<Column>(columns).map(([name, column]) => ({
      key: `meaning of ${name}`,
      value: column.meaning,
    })),
  ];
}

function read(text: string, column: Column): unknown {
  return column.read(text);
}

function int32(text: string, column: Column): number {
  const value = column.read(text) as number;
  if (value !== (value | 0)) throw new Error(`'${text}' where a whole number of 32 bits should be`);
  return value;
}
