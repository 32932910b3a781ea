import type { MaskRuns } from '@camscope/core';

/** Numbers of pixels. */
export interface Overlap {
  readonly both: number;
  readonly first: number;
  readonly second: number;
}

/** How two masks of one size overlap, by their run lengths. */
export function overlapOf(a: MaskRuns, b: MaskRuns): Overlap {
  let [i, j] = [0, 0];
  let [leftA, leftB] = [a.runs[0] ?? 0, b.runs[0] ?? 0];
  let [both, first, second] = [0, 0, 0];
  while (i < a.runs.length && j < b.runs.length) {
    const step = Math.min(leftA, leftB);
    if (i % 2 === 1) first += step;
    if (j % 2 === 1) second += step;
    if (i % 2 === 1 && j % 2 === 1) both += step;
    leftA -= step;
    leftB -= step;
    if (leftA === 0) leftA = a.runs[++i];
    if (leftB === 0) leftB = b.runs[++j];
  }
  return { both, first, second };
}

/** Whether the pixel that holds a point is inside; never for a point outside the image. */
export function holdsPoint({ width, height, runs }: MaskRuns, [x, y]: readonly [number, number]): boolean {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (column < 0 || row < 0 || column >= width || row >= height) return false;
  const at = column * height + row;
  let end = 0;
  return runs.findIndex((run) => (end += run) > at) % 2 === 1;
}
