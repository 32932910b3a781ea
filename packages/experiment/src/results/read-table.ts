import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { CamscopeError } from '@camscope/core';
import { parse } from 'csv-parse';

/**
 * Reads a CSV file of a run line by line.
 * @param columns those wanted; a file without one of them is refused.
 * @param take gets the fields in the order of `columns`.
 * @returns whether there is such a file.
 * @throws CamscopeError DATA_INVALID naming the file and what is wrong with it.
 */
export async function readTable(
  path: string,
  columns: readonly string[],
  take: (fields: readonly string[]) => void,
): Promise<boolean> {
  if (!(await exists(path))) return false;
  let places: number[] | undefined;
  const parser = createReadStream(path).pipe(parse());
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (places) take(places.map((place) => record[place]));
      else places = placesOf(record, columns, path);
    }
  } catch (cause) {
    if (cause instanceof CamscopeError) throw cause;
    throw new CamscopeError('DATA_INVALID', `${path} is not a sound table`, {
      found: (cause as Error).message,
      cause,
    });
  }
  return true;
}

function placesOf(header: readonly string[], columns: readonly string[], path: string): number[] {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new CamscopeError('DATA_INVALID', `${path} lacks a column`, {
      asked: missing.join(', '),
      found: header.join(', '),
      fix: 'Run the study anew with this version of camscope',
    });
  }
  return columns.map((column) => header.indexOf(column));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
