import { CamscopeError } from '@camscope/core';
import { countOf, type NamedFile } from '@camscope/datasets-common';
import { readText } from '@camscope/files-node';

/** One line of a list that has no header. */
export interface Line {
  readonly cells: readonly string[];
  /** `file:line`. */
  readonly at: string;
}

/**
 * The lines of a list, cells between tabs.
 * @param cells how many each has.
 * @throws CamscopeError DATA_INVALID for an empty file, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readLines({ path, reading }: NamedFile, name: string): Promise<Line[]> {
  const text = (await readText(path, reading)).replace(/^\uFEFF/, '');
  const lines = text
    .split(/\r\n|\n|\r/)
    .map((line, i) => ({ cells: line.split('\t').map((cell) => cell.trim()), at: `${path}:${i + 1}` }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (lines.length > 0) return lines;
  throw new CamscopeError('DATA_INVALID', `${path} is empty`, { fix: `Give ${name} as published` });
}

/** The error of a line that does not say what it should. */
export function wrongLine({ at, cells }: Line, asked: string): CamscopeError {
  const text = cells.join(' ⇥ ');
  return new CamscopeError('DATA_INVALID', 'A line does not follow its list', {
    at,
    asked,
    found: `${countOf(cells.length, 'cell')}: ${text.length > 120 ? `${text.slice(0, 120)}…` : text}`,
  });
}
