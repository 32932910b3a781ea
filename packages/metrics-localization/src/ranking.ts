import type { Heatmap } from '@camscope/core';
import type { AnnotatedPixels } from './annotated.ts';
import { sortedKeys } from './sorted-keys.ts';

/** How well the heat ranks annotated pixels before the others. */
export interface Ranking {
  /** Σ (R_k − R_{k−1}) P_k over the distinct values as thresholds, highest first. */
  readonly averagePrecision: number;
  /** NaN when every pixel is annotated. */
  readonly auroc: number;
  /** Share of annotated pixels among as many hottest ones; ties for the last places are shared out evenly. */
  readonly rankAccuracy: number;
}

const rankings = new WeakMap<Heatmap, WeakMap<AnnotatedPixels, Ranking>>();
const orders = new WeakMap<Heatmap, Uint32Array>();

/** Sorts a map once for all annotations and metrics. At least one pixel must be annotated. */
export function rankingOf(map: Heatmap, annotated: AnnotatedPixels): Ranking {
  const known = rankings.get(map) ?? new WeakMap<AnnotatedPixels, Ranking>();
  rankings.set(map, known);
  let ranking = known.get(annotated);
  if (!ranking) {
    const all = orders.get(map) ?? sortedKeys(map.data);
    orders.set(map, all);
    const inside = sortedKeys(valuesInside(map.data, annotated));
    ranking = { ...areas(all, inside), rankAccuracy: rankAccuracy(all, inside) };
    known.set(annotated, ranking);
  }
  return ranking;
}

/** Walks the distinct annotated values upwards. Recall changes at no others. */
function areas(all: Uint32Array, inside: Uint32Array): Pick<Ranking, 'averagePrecision' | 'auroc'> {
  const outside = all.length - inside.length;
  let precisions = 0;
  let wins = 0;
  let below = 0;
  let upTo = 0;
  for (let from = 0; from < inside.length;) {
    const key = inside[from];
    let to = from + 1;
    while (to < inside.length && inside[to] === key) to++;
    for (below = upTo; all[below] < key;) below++;
    for (upTo = below; all[upTo] === key;) upTo++;
    const tied = to - from;
    precisions += (tied * (inside.length - from)) / (all.length - below);
    wins += tied * (below - from + (upTo - below - tied) / 2);
    from = to;
  }
  return { averagePrecision: precisions / inside.length, auroc: wins / (inside.length * outside) };
}

function rankAccuracy(all: Uint32Array, inside: Uint32Array): number {
  const places = inside.length;
  const last = all[all.length - places];
  const tied = countAbove(all, last - 1) - countAbove(all, last);
  const tiedInside = countAbove(inside, last - 1) - countAbove(inside, last);
  const placesLeft = places - countAbove(all, last);
  return (countAbove(inside, last) + (placesLeft * tiedInside) / tied) / places;
}

/** How many of ascending keys are larger. */
function countAbove(sorted: Uint32Array, key: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] > key) high = middle;
    else low = middle + 1;
  }
  return sorted.length - low;
}

function valuesInside(data: Float32Array, { mask, area }: AnnotatedPixels): Float32Array {
  const values = new Float32Array(area);
  for (let i = 0, count = 0; i < data.length; i++) if (mask.data[i]) values[count++] = data[i];
  return values;
}
