import { CamscopeError } from '@camscope/core';
import { readHead } from '@camscope/files-node';
import type { NamedFile } from '../files.ts';
import { openParquet } from './parquet-rows.ts';
import type { Columns, Row } from './row.ts';
import { openText } from './text-rows.ts';

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

/**
 * Opens a table: CSV, TSV, semicolons or `|`, told by the header, in UTF-8 or UTF-16, plain or gzipped; or Parquet.
 * @throws CamscopeError DATA_INVALID for another file, FILE_UNREADABLE, INTERRUPTED.
 */
export async function openTable(file: NamedFile, options: TableOptions = {}): Promise<Table> {
  const head = await readHead(file.path, 4, file.reading);
  const starts = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte);
  if (starts(0x50, 0x4b, 3, 4)) {
    throw new CamscopeError('DATA_INVALID', `${file.path} is a zip archive`, {
      asked: file.reading.asked,
      fix: 'Unpack it, and give the file in it',
    });
  }
  const table = starts(...Buffer.from('PAR1'))
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
