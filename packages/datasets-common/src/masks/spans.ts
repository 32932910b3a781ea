import type { MaskRuns } from '@camscope/core';

/** Pixels [y0, y1) of column x. */
export interface ColumnSpan {
  readonly x: number;
  readonly y0: number;
  readonly y1: number;
}

/** The pixels inside, left to right and down each column. */
export function columnSpans({ height, runs }: MaskRuns): ColumnSpan[] {
  const spans: ColumnSpan[] = [];
  let end = 0;
  for (const [i, run] of runs.entries()) {
    let start = end;
    end += run;
    while (i % 2 === 1 && start < end) {
      const x = Math.floor(start / height);
      const stop = Math.min(end, (x + 1) * height);
      spans.push({ x, y0: start - x * height, y1: stop - x * height });
      start = stop;
    }
  }
  return spans;
}
