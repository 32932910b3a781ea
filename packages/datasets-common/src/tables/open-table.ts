import { CamscopeError } from '@camscope/core';
import { type NamedFile, readHead } from '../files.ts';
import { openParquet } from './parquet-rows.ts';
import type { Table, TableOptions } from './table.ts';
import { openText } from './text-rows.ts';

/**
 * Opens a table: CSV, TSV, semicolons or `|`, told by the header, in UTF-8 or UTF-16, plain or gzipped; or Parquet.
 * @throws CamscopeError DATA_INVALID for another file, FILE_UNREADABLE, INTERRUPTED.
 */
export async function openTable(file: NamedFile, options: TableOptions = {}): Promise<Table> {
  const head = await readHead(file, 4);
  const starts = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte);
  if (starts(0x50, 0x4b, 3, 4)) {
    throw new CamscopeError('DATA_INVALID', `${file.path} is a zip archive`, {
      asked: file.reading.asked,
      fix: 'Unpack it, and give the file in it',
    });
  }
  const table = starts(0x50, 0x41, 0x52, 0x31)
    ? await openParquet(file)
    : await openText(file, starts(0x1f, 0x8b), options);
  const { format } = options;
  const lacking = format?.columns.filter((column) => !table.columns.has(column)) ?? [];
  if (format === undefined || lacking.length === 0) return table;
  throw new CamscopeError('DATA_INVALID', `This is not ${format.name}`, {
    at: `${file.path}:1`,
    asked: `A header with ${format.columns.join(', ')}`,
    found: table.columns.names.join(', ').slice(0, 120) || 'an empty header',
    fix: `Give ${format.name} as published`,
  });
}
