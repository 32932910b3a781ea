import type { MaskRuns } from '@camscope/core';

/** The pixels that are in any of the masks, which are of one size. */
export function unionOfRuns(masks: readonly MaskRuns[]): MaskRuns {
  if (masks.length === 1) return masks[0];
  const [{ width, height }] = masks;
  const spans = masks.flatMap(spansOf).sort(([a], [b]) => a - b);
  const runs: number[] = [];
  let end = 0;
  let start = 0;
  for (const [from, to] of spans) {
    if (from > end || runs.length === 0) {
      if (runs.length > 0) runs.push(end - start);
      runs.push(from - end);
      start = from;
      end = to;
    } else end = Math.max(end, to);
  }
  if (runs.length > 0) runs.push(end - start);
  return { width, height, runs: [...runs, width * height - end] };
}

/** Pixels [from, to) inside, counted down the columns. */
function spansOf({ runs }: MaskRuns): [from: number, to: number][] {
  const spans: [number, number][] = [];
  let at = 0;
  for (const [i, run] of runs.entries()) {
    if (i % 2 === 1 && run > 0) spans.push([at, at + run]);
    at += run;
  }
  return spans;
}
