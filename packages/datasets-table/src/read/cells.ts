import type { Sample } from '@camscope/core';
import type { Row } from '@camscope/datasets-common';

type Value = Sample['labels'][string];

const VALUES: ReadonlyMap<string, Value> = new Map([
  ['1', 1],
  ['0', 0],
  ['-1', -1],
  ['−1', -1],
  ['1.0', 1],
  ['0.0', 0],
  ['-1.0', -1],
  ['true', 1],
  ['false', 0],
]);

/** Whether a cell may be the value of a label; an empty one says nothing. */
export function isValue(cell: string): boolean {
  return cell === '' || VALUES.has(cell.toLowerCase());
}

/**
 * 1 present, 0 absent, −1 uncertain; undefined where the cell is empty.
 * @throws CamscopeError DATA_INVALID for anything else.
 */
export function valueOf(row: Row, column: string): Value | undefined {
  const cell = row.text(column);
  if (isValue(cell)) return VALUES.get(cell.toLowerCase());
  throw row.wrong(`1, 0, −1 or nothing under '${column}'`, cell);
}

/** The labels in one cell; none in an empty one. */
export function labelsIn(cell: string, separator: string | undefined): string[] {
  const parts = separator === undefined ? [cell] : cell.split(separator);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
