import { type Box, CamscopeError, type Polygon } from '@camscope/core';

/** Shares that leave the image by more than its size are none. */
const MOST = 2;

/** One line of a label file: a class, and a box or an outline in shares of the image. */
export type Entry = { readonly index: number; readonly at: string } & (
  { readonly box: Box } | { readonly outline: Polygon }
);

/**
 * A line `class cx cy w h`, or `class x1 y1 x2 y2 x3 y3 …`.
 * @param at `file:line`, shown in errors.
 * @throws CamscopeError DATA_INVALID.
 */
export function readEntry(line: string, at: string): Entry {
  const [first, ...rest] = line.trim().split(/\s+/);
  const index = Number(first);
  if (!Number.isInteger(index) || index < 0) throw invalid(at, 'the number of a class', first);
  const numbers = rest.map(Number);
  const wrong = numbers.findIndex((number) => !(Math.abs(number) <= MOST));
  if (wrong >= 0) throw invalid(at, 'shares of the image from 0 to 1', rest[wrong]);
  if (numbers.length === 4) {
    const [x, y, w, h] = numbers;
    if (!(w > 0 && h > 0)) throw invalid(at, 'a box with an area', line.trim());
    return { index, at, box: { x0: x - w / 2, y0: y - h / 2, x1: x + w / 2, y1: y + h / 2 } };
  }
  if (numbers.length < 6 || numbers.length % 2 !== 0) {
    const found = `${numbers.length} numbers${numbers.length === 5 ? ', the last of which may be a confidence' : ''}`;
    throw invalid(at, 'class cx cy w h, or class x1 y1 x2 y2 x3 y3 …', found);
  }
  const outline = Array.from(
    { length: numbers.length / 2 },
    (_, i) => [numbers[2 * i], numbers[2 * i + 1]] as const,
  );
  return { index, at, outline };
}

function invalid(at: string, asked: string, found: string): CamscopeError {
  return new CamscopeError('DATA_INVALID', 'A line is no annotation of YOLO', { at, asked, found });
}
