import type { Heatmap } from '@camscope/core';
import type { AnnotatedPixels } from './annotated.ts';

const known = new WeakMap<Heatmap, WeakMap<AnnotatedPixels, number>>();

/** The share of a map's heat on annotated pixels, in [0, 1]; 0 for a map without heat. */
export function heatShare(map: Heatmap, annotated: AnnotatedPixels): number {
  const shares = known.get(map) ?? new WeakMap<AnnotatedPixels, number>();
  known.set(map, shares);
  const share = shares.get(annotated) ?? measure(map, annotated.mask.data);
  shares.set(annotated, share);
  return share;
}

function measure(map: Heatmap, annotated: Uint8Array): number {
  const { data } = map;
  let outside = 0;
  let inside = 0;
  for (let i = 0; i < data.length; i++) {
    if (annotated[i]) inside += data[i];
    else outside += data[i];
  }
  return inside > 0 ? inside / (inside + outside) : 0;
}
