import { CamscopeError, isCamscopeError, messageOf } from '@camscope/core';
import { parse, type Parser } from '#csv';
import { parse as parseText } from '#csv/sync';
import { type NamedFile, streamBytes } from '../files.ts';
import { countOf } from '../notes.ts';
import { Columns, Row } from './row.ts';
import type { Table, TableOptions } from './table.ts';

/** Characters of one row at most: a row that has no end would take all memory. */
const MOST = 2 ** 26;
/** Characters in which the header is looked for. */
const HEAD = 2 ** 16;
const DELIMITERS = [',', ';', '\t', '|'];

/** A table of text: CSV, TSV or cells that end with semicolons, in UTF-8 or UTF-16, also gzipped. */
export async function openText(file: NamedFile, gzipped: boolean, options: TableOptions): Promise<Table> {
  const { header: cells, delimiter } = await headerOf(file, gzipped);
  const header = cells.slice(0, 1 + cells.findLastIndex((name) => name !== ''));
  const columns = new Columns(header, file.path, delimiter === ';');
  return {
    columns,
    async *rows() {
      const parser = parse({
        bom: true,
        delimiter,
        info: true,
        trim: true,
        // Every row of another width than the first costs an error: the header is none, where widths do not matter.
        ...(options.anyWidth || header.length < cells.length ? { from_line: 2 } : { from: 2 }),
        skip_empty_lines: true,
        skip_records_with_empty_values: true,
        relax_column_count: true,
        max_record_size: MOST,
      });
      try {
        for await (const parsed of parsedBy(parser, textOf(file, gzipped)))
          for (const { record, info } of parsed) yield rowOf(record, columns, info.lines, options);
      } catch (cause) {
        throw notTable(cause, file);
      }
    },
  };
}

/** A row without the empty cells that a spreadsheet put behind it. */
function rowOf(cells: string[], columns: Columns, line: number, { anyWidth = false }: TableOptions): Row {
  const width = columns.names.length;
  while (cells.length > width && cells[cells.length - 1] === '') cells.pop();
  const row = new Row(cells, columns, line);
  if (anyWidth || cells.length === width) return row;
  throw row.wrong(`${countOf(width, 'cell')}, as in the header`, countOf(cells.length, 'cell'));
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** The header, split where it has most cells. */
async function headerOf(file: NamedFile, gzipped: boolean): Promise<{ header: string[]; delimiter: string }> {
  const start = await startOf(file, gzipped);
  let best: { header: string[]; delimiter: string } = { header: [], delimiter: ',' };
  for (const delimiter of DELIMITERS) {
    const [header = []] = readStart(start, delimiter, file);
    if (header.length > best.header.length) best = { header, delimiter };
  }
  if (best.header.length > 0) return best;
  throw new CamscopeError('DATA_INVALID', `${file.path} is empty`, {
    asked: 'A table with a header',
    fix: 'Give the whole file',
  });
}

function readStart(text: string, delimiter: string, file: NamedFile): string[][] {
  try {
    return parseText(text, { bom: true, delimiter, trim: true, to: 1, skip_empty_lines: true });
  } catch (cause) {
    throw notTable(cause, file);
  }
}

/** The first characters, the header's among them. */
async function startOf(file: NamedFile, gzipped: boolean): Promise<string> {
  let text = '';
  try {
    for await (const chunk of textOf(file, gzipped)) {
      text += chunk;
      if (text.length >= HEAD) break;
    }
    return text;
  } catch (cause) {
    throw notTable(cause, file);
  }
}

/** The text, decoded by its byte order mark; what is in neither UTF-8 nor UTF-16 is refused. */
async function* textOf(file: NamedFile, gzipped: boolean): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  const decoded = (chunk: Uint8Array, stream: boolean) => {
    try {
      decoder ??= decoderFor(chunk);
      return decoder.decode(chunk, { stream });
    } catch (cause) {
      throw new CamscopeError('DATA_INVALID', `${file.path} is not text in UTF-8`, {
        found: messageOf(cause),
        fix: "Save it as 'CSV UTF-8'",
        cause,
      });
    }
  };
  for await (const chunk of gzipped ? unzipped(streamBytes(file)) : streamBytes(file))
    yield decoded(chunk, true);
  yield decoded(new Uint8Array(), false);
}

async function* unzipped(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(to) {
      const { done, value } = await chunks.next();
      if (done) to.close();
      else to.enqueue(value as Uint8Array<ArrayBuffer>);
    },
    cancel: () => void chunks.return(undefined),
  });
  const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** What the parser makes of the text, chunk after chunk. Its stream for browsers is no iterable. */
async function* parsedBy(parser: Parser, text: AsyncGenerator<string>): AsyncGenerator<Parsed[]> {
  let parsed: Parsed[] = [];
  const taken = () => [parsed, (parsed = [])][0];
  parser.on('data', (row: Parsed) => parsed.push(row));
  const ended = new Promise<void>((resolve, reject) => parser.on('end', resolve).on('error', reject));
  // An error is told where it is waited for.
  ended.catch(() => undefined);
  for await (const chunk of text) {
    await new Promise<void>((resolve, reject) =>
      parser.write(chunk, (error?: Error | null) => (error ? reject(error) : resolve())),
    );
    yield taken();
  }
  parser.end();
  await ended;
  yield taken();
}

function decoderFor([first, second]: Uint8Array): TextDecoder {
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true });
}

function notTable(cause: unknown, { path }: NamedFile): unknown {
  if (isCamscopeError(cause)) return cause;
  const { lines } = cause as { lines?: number };
  return new CamscopeError('DATA_INVALID', 'Not a table of text', {
    at: lines === undefined ? path : `${path}:${lines}`,
    found: messageOf(cause),
    cause,
  });
}
