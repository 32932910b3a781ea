import { type Heatmap, remembered } from '@camscope/core';
import type { AnnotatedPixels } from './annotated.ts';

const shares = remembered((map: Heatmap) =>
  remembered(({ runs }: AnnotatedPixels) => measure(map.data, runs)),
);

/** The share of a map's heat on annotated pixels, in [0, 1]; 0 for a map without heat. */
export function heatShare(map: Heatmap, annotated: AnnotatedPixels): number {
  return shares(map)(annotated);
}

function measure(data: Float32Array, runs: Int32Array): number {
  let outside = 0;
  let inside = 0;
  let i = 0;
  for (let run = 0; run < runs.length; run += 2) {
    for (; i < runs[run]; i++) outside += data[i];
    for (; i < runs[run + 1]; i++) inside += data[i];
  }
  for (; i < data.length; i++) outside += data[i];
  return inside > 0 ? inside / (inside + outside) : 0;
}
