import { CamscopeError, messageOf } from '@camscope/core';
import type { AsyncBuffer } from 'hyparquet';
import { type NamedFile, readHead } from '../files.ts';
import { Columns, Row } from './row.ts';
import type { Table } from './table.ts';

/** A Parquet file; one group of rows is in memory at a time. */
export async function openParquet(file: NamedFile): Promise<Table> {
  await readHead(file, 1);
  const [{ parquetMetadataAsync, parquetReadObjects, parquetSchema }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const damaged = (cause: unknown): never => {
    throw new CamscopeError('DATA_INVALID', `${file.path} is not a Parquet file that can be read`, {
      found: messageOf(cause),
      fix: 'Write it again, with pandas or polars',
      cause,
    });
  };
  const buffer = await bufferOf(file);
  const metadata = await parquetMetadataAsync(buffer).catch(damaged);
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  const columns = new Columns(names, file.path);
  return {
    columns,
    async *rows() {
      let rowStart = 0;
      for (const group of metadata.row_groups) {
        file.reading.signal?.throwIfAborted();
        const rowEnd = rowStart + Number(group.num_rows);
        const rows = await parquetReadObjects({
          file: buffer,
          metadata,
          rowStart,
          rowEnd,
          compressors,
        }).catch(damaged);
        for (const [i, row] of rows.entries()) {
          const cells = names.map((name) => textOf(row[name]));
          yield new Row(cells, columns, rowStart + i + 1);
        }
        rowStart = rowEnd;
      }
    },
  };
}

/** Reads of the file what it is asked for. */
async function bufferOf({ path, files }: NamedFile): Promise<AsyncBuffer> {
  const { size: byteLength } = (await files.facts(path))!;
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const bytes = await files.readPart(path, start, end);
      return bytes.slice().buffer;
    },
  };
}

/** As a CSV file has it: nothing for null and NaN; lists and records as JSON. */
function textOf(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return String(value).trim();
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner));
}
