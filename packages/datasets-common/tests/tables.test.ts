import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { isCamscopeError } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { namedFile, openTable, type Row, type Table, type TableOptions } from '../src/index.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tables-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const WANTED = [
  ['a.png', 'Nódulo', '1.5'],
  ['b.png', '肺炎', '2'],
];
const LINES = ['image,label,x', 'a.png,Nódulo,1.5', 'b.png,肺炎,2'];

describe('a table of text says the same', () => {
  const text = LINES.join('\n');
  test.each<[what: string, bytes: string | Uint8Array]>([
    ['as it is', text],
    ['with a byte order mark', `\uFEFF${text}`],
    ['with CRLF and blank lines', `${LINES.join('\r\n')}\r\n\r\n`],
    ['with tabs', text.replaceAll(',', '\t')],
    ['with semicolons', text.replaceAll(',', ';')],
    ['with bars', text.replaceAll(',', '|')],
    ['with spaces around cells and names', text.replaceAll(',', ' , ')],
    ['with quotes', text.replace('a.png', '"a.png"')],
    ['gzipped', gzipSync(text)],
    ['in UTF-16, as spreadsheets write it', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['in UTF-16 of the other order', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('%s', async (_, bytes) => {
    expect(await cellsOf(bytes)).toEqual(WANTED);
  });

  it('with decimal commas, where cells end with semicolons', async () => {
    const table = await open('image;x\na.png;1,5');
    expect(await rowsOf(table, (row) => row.number('x'))).toEqual([1.5]);
  });

  it('with rows of another width than the header, where that is expected', async () => {
    expect(await cellsOf('image,box [x,y],,\na.png,1\nb.png,1,2,3,4,5', { anyWidth: true })).toEqual([
      ['a.png', '1'],
      ['b.png', '1', '2', '3', '4', '5'],
    ]);
  });
});

describe('a Parquet file', () => {
  test.each(['arrow-snappy', 'arrow-gzip', 'polars-zstd'])(
    '%s is read: text, numbers, nothing, lists',
    async (name) => {
      const path = fileURLToPath(new URL(`fixtures/${name}.parquet`, import.meta.url));
      const table = await openTable(
        namedFile('own', 'annotations', path, { baseDirectory: '/', files: nodeFiles, codec: sharpCodec }),
      );
      expect(table.columns.names).toEqual(['image', 'label', 'x', 'reader', 'parts']);
      expect(await rowsOf(table, ({ cells, at }) => [at.split(':').at(-1), ...cells])).toEqual([
        ['1', 'a.png', 'Nódulo', '1.5', '1', '["a","b"]'],
        ['2', 'b.png', '肺炎', '2', '2', '[]'],
        ['3', 'b.png', '肺炎', '', '3', ''],
      ]);
    },
  );

  it('that is damaged is refused', async () => {
    expect(await failure('PAR1 and nothing else')).toMatch(/not a Parquet file that can be read/);
  });
});

describe('what is wrong is told with file and line', () => {
  test.each<[what: string, bytes: string | Uint8Array, says: RegExp]>([
    ['an empty file', '', /own\.csv is empty/],
    ['a row that is too short', 'a,b\n1,2\n3', /own\.csv:3: .*asked: 2 cells.*found: 1 cell$/s],
    ['a row that is too long', 'a,b,,\n1,2,,\n3,4,,5', /own\.csv:3: .*found: 4 cells$/s],
    ['a quote without an end', 'a,b\n1,"2\n3,4', /own\.csv:\d+: Not a table of text/],
    ['text in Latin-1', Buffer.from('a,b\n1,N\xf3dulo', 'latin1'), /not text in UTF-8.*Save it as/s],
    ['a zip archive', Buffer.from('PK\x03\x04…'), /is a zip archive.*Unpack it/s],
    ['half a gzipped file', gzipSync('a,b\n1,2\n'.repeat(9999)).subarray(0, 60), /Not a table of text/],
  ])('%s', async (_, bytes, says) => {
    expect(await failure(bytes)).toMatch(says);
  });

  it('a column that is not there, with the nearest', async () => {
    const table = await open('image,label\na.png,Mass');
    const work = rowsOf(table, (row) => row.text('labels'));
    expect(await messageOf(work)).toMatch(/no column 'labels'.*label/s);
  });

  it('a cell that is empty or no number', async () => {
    const table = await open('image,x\na.png,\nb.png,wide');
    expect(await messageOf(rowsOf(table, (row) => row.required('x')))).toMatch(/own\.csv:2: .*empty cell/s);
    expect(await messageOf(rowsOf(table, (row) => row.cells[1] && row.number('x')))).toMatch(
      /own\.csv:3: .*wide/s,
    );
  });

  it('another file than the published one', async () => {
    const format = { name: 'boxes.csv', columns: ['image', 'x'] };
    expect(await failure('image,y\na.png,1', { format })).toMatch(/This is not boxes\.csv.*image, x/s);
  });
});

it('reads 400,000 rows in 64 MB, in which they would not be held', () => {
  const path = join(root, 'long.csv');
  const rows = Array.from({ length: 1000 }, (_, i) => `image-${i}.png,Nodule,${i},20.5,30,40\n`).join('');
  writeFileSync(path, 'image,label,x,y,w,h\n');
  for (let i = 0; i < 400; i += 50) writeFileSync(path, rows.repeat(50), { flag: 'a' });
  const child = fileURLToPath(new URL('count-rows.ts', import.meta.url));
  const args = [
    '--max-old-space-size=64',
    '--conditions',
    '@camscope/source',
    '--import',
    'tsx',
    child,
    path,
  ];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe('400000\n');
});

it.skipIf(process.platform !== 'linux')('closes the file where the reader stops', async () => {
  const table = await open(`a,b\n${'1,2\n'.repeat(100_000)}`);
  for await (const { cells } of table.rows()) {
    expect(cells).toEqual(['1', '2']);
    expect(opened(join(root, 'own.csv'))).toBe(1);
    break;
  }
  await vi.waitFor(() => expect(opened(join(root, 'own.csv'))).toBe(0));
});

/** How often this process has a file open. */
function opened(path: string): number {
  const targets = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return 'closed meanwhile';
    }
  });
  return targets.filter((target) => target === path).length;
}

function open(bytes: string | Uint8Array, options?: TableOptions) {
  writeFileSync(join(root, 'own.csv'), bytes);
  return openTable(
    namedFile('own', 'annotations', 'own.csv', { baseDirectory: root, files: nodeFiles, codec: sharpCodec }),
    options,
  );
}

async function cellsOf(bytes: string | Uint8Array, options?: TableOptions) {
  return rowsOf(await open(bytes, options), ({ cells }) => cells);
}

async function rowsOf<T>(table: Table, read: (row: Row) => T) {
  const rows: T[] = [];
  for await (const row of table.rows()) rows.push(read(row));
  return rows;
}

async function failure(bytes: string | Uint8Array, options?: TableOptions) {
  return messageOf(cellsOf(bytes, options));
}

async function messageOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!isCamscopeError(error)) throw new Error(`not refused: ${String(error)}`);
  expect(error.code).toBe('DATA_INVALID');
  return error.message;
}
