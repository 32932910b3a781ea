import {
  fileOf,
  headerOf,
  lineOf,
  parquetFileOf,
  readLines,
  scores,
  tables,
  writeParquet,
  type Column,
  type Table,
} from '@camscope/pipeline';
import { memoryFiles } from '@camscope/files-memory';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { defineTable } from '../src/tables/table.ts';
import { integer, number, text } from '../src/tables/column.ts';

type Row = Readonly<Record<string, unknown>>;

const csvOf = (table: Table, rows: readonly Row[]) =>
  headerOf(table) + rows.map((row) => lineOf(table, row)).join('');

/** The Parquet file of a table's CSV file, and that file's lines as they are read back. */
async function converted(table: Table, csv: string) {
  const files = memoryFiles(new Map([[`/${fileOf(table)}`, new TextEncoder().encode(csv)]]));
  await writeParquet({ files, folder: '/', table });
  const { buffer } = (await files.read(`/${parquetFileOf(table)}`)).slice();
  const lines = await readLines({ files, folder: '/', table }, Object.keys(table.columns));
  return { file: buffer, lines: lines as Row[] };
}

const rowsIn = (file: ArrayBuffer): Promise<Row[]> => parquetReadObjects({ file });

/** What a line of CSV says in Parquet's types. */
function typed({ columns }: Table, line: Row): Row {
  return Object.fromEntries(
    Object.entries<Column>(columns).map(([name, { type, optional }]) => {
      const value = line[name];
      if (value === undefined || (optional && type === 'text' && value === '')) return [name, null];
      return [name, type === 'float32' ? Math.fround(value as number) : value];
    }),
  );
}

const VALUES: Readonly<Record<Column['type'], fc.Arbitrary<unknown>>> = {
  text: fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('', '"', 'a,b', 'two\nlines\r', '€ 𝛼', ' '),
  ),
  integer: fc.integer(),
  number: fc.double({ noNaN: true }),
  float32: fc.float({ noNaN: true }),
  // A document that is null is none, and no name is `__proto__`.
  json: fc.jsonValue().filter((value) => value !== null && !JSON.stringify(value).includes('__proto__')),
};

function rowsOf({ columns }: Table): fc.Arbitrary<Row[]> {
  const fields = Object.entries<Column>(columns).map(([name, { type, optional }]) => {
    const value = optional ? fc.option(VALUES[type], { nil: undefined }) : VALUES[type];
    return [name, value] as const;
  });
  return fc.array(fc.record(Object.fromEntries(fields)), { maxLength: 12 });
}

describe('a table as Parquet', () => {
  it.each(tables.map((table) => [table.name, table] as const))(
    '%s has every cell of the CSV',
    async (_, table) => {
      await fc.assert(
        fc.asyncProperty(rowsOf(table), async (rows) => {
          const { file, lines } = await converted(table, csvOf(table, rows));
          expect(lines).toHaveLength(rows.length);
          expect(await rowsIn(file)).toEqual(lines.map((line) => typed(table, line)));
        }),
        { numRuns: 30 },
      );
    },
  );

  it.each(tables.map((table) => [table.name, table] as const))(
    '%s tells types and meanings',
    async (_, table) => {
      const { file } = await converted(table, csvOf(table, []));
      expect(await rowsIn(file)).toEqual([]);
      const { schema, key_value_metadata: told = [], created_by, num_rows } = parquetMetadata(file);
      expect([created_by, num_rows]).toEqual(['camscope', 0n]);
      const columns = Object.entries<Column>(table.columns);
      expect(schema.slice(1).map(({ name, repetition_type }) => [name, repetition_type])).toEqual(
        columns.map(([name, { optional }]) => [name, optional ? 'OPTIONAL' : 'REQUIRED']),
      );
      expect(told.map(({ value }) => value)).toEqual([
        table.meaning,
        ...columns.map(([, { meaning }]) => meaning),
      ]);
    },
  );

  it('has null for what a row may lack, and an empty text for what it may not', async () => {
    const row = { model: '', image: 'a', class: 'Mass', method: 'cam', kind: 'method', metric: 'iou' };
    const { file } = await converted(
      scores,
      csvOf(scores, [{ ...row, segmenter: '', against: 'finding', score: 0 }]),
    );
    expect(await rowsIn(file)).toMatchObject([
      { model: '', segmenter: '', value: null, reader: null, regions: null, x0: null, score: 0 },
    ]);
  });

  const small = defineTable({
    ...{ name: 'small', meaning: 'a row per test', key: ['name'] },
    columns: { name: text('Name'), count: integer('How many'), share: number('Which part') },
  });
  it('has as many groups of rows as its rows or their texts ask for, and the same bytes each time', async () => {
    const rows = Array.from({ length: 2 ** 16 + 10 }, (_, i) => ({ name: `${i % 100}`, share: i / 3 }));
    const csv = csvOf(small, rows);
    const { file } = await converted(small, csv);
    expect(parquetMetadata(file).row_groups.map(({ num_rows }) => num_rows)).toEqual([65536n, 10n]);
    const read = await rowsIn(file);
    expect(read.map(({ name }) => name).join()).toBe(rows.map(({ name }) => name).join());
    expect(read.map(({ share }) => share).join()).toBe(rows.map(({ share }) => share).join());
    expect(read.every(({ count }) => count === null)).toBe(true);
    const { file: again } = await converted(small, csv);
    expect(Buffer.from(again).equals(Buffer.from(file))).toBe(true);

    const long = { name: 'x'.repeat(2 ** 23) };
    const { file: wide } = await converted(small, csvOf(small, [long, long, long]));
    expect(parquetMetadata(wide).row_groups.map(({ num_rows }) => num_rows)).toEqual([2n, 1n]);
  });

  it.each([
    ['name,count,share\na,1.5,\n', "'1.5' where a whole number of 32 bits should be"],
    ['name,count,share\na,4294967296,\n', "'4294967296' where"],
    ['name,count,share\na,,much\n', "'much' where a number should be"],
    ['name,count,share\na,1\n', 'record 2 has 2 fields'],
    ['name,count\na,1\n', 'lacks a column'],
  ])('is not made of %j', async (csv, found) => {
    const files = memoryFiles(new Map([['/small.csv', new TextEncoder().encode(csv)]]));
    const made = writeParquet({ files, folder: '/', table: small });
    await expect(made).rejects.toMatchObject({
      code: 'DATA_INVALID',
      message: expect.stringContaining(found) as string,
    });
    expect(await files.exists('/small.parquet')).toBe(false);
  });
});
