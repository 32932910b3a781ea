import type { Heatmap } from '@camscope/core';
import { extentOf } from '@camscope/pixels';
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

/** Ranks a map once for all metrics. At least one pixel must be annotated. */
export function rankingOf(map: Heatmap, annotated: AnnotatedPixels): Ranking {
  const known = rankings.get(map) ?? new WeakMap<AnnotatedPixels, Ranking>();
  rankings.set(map, known);
  let ranking = known.get(annotated);
  if (!ranking) known.set(annotated, (ranking = rank(map.data, annotated)));
  return ranking;
}

/** Walks the distinct annotated values upwards. Recall changes at no others. */
function rank(data: Float32Array, annotated: AnnotatedPixels): Ranking {
  const { inside, outside, colder } = keysIn(data, annotated);
  const places = inside.length;
  let precisions = 0;
  let wins = 0;
  let surelyPlaced = 0;
  let sharedPlaces = 0;
  let upTo = 0;
  for (let from = 0; from < places;) {
    const key = inside[from];
    let to = from + 1;
    while (to < places && inside[to] === key) to++;
    let below = upTo;
    while (below < outside.length && outside[below] < key) below++;
    upTo = below;
    while (upTo < outside.length && outside[upTo] === key) upTo++;
    const tied = to - from;
    const tiedOutside = upTo - below;
    const notBelow = data.length - from - colder - below;
    const above = notBelow - tied - tiedOutside;
    precisions += (tied * (places - from)) / notBelow;
    wins += tied * (colder + below + tiedOutside / 2);
    if (notBelow <= places) surelyPlaced += tied;
    else if (above < places) sharedPlaces = ((places - above) * tied) / (tied + tiedOutside);
    from = to;
  }
  return {
    averagePrecision: precisions / places,
    auroc: wins / (places * (data.length - places)),
    rankAccuracy: (surelyPlaced + sharedPlaces) / places,
  };
}

interface Keys {
  /** Of the annotated values, ascending. */
  readonly inside: Uint32Array;
  /** Of the other values from the lowest to the highest annotated one, ascending. */
  readonly outside: Uint32Array;
  /** How many values are lower than every annotated one. */
  readonly colder: number;
}

function keysIn(data: Float32Array, { area, runs }: AnnotatedPixels): Keys {
  const inside = new Float32Array(area);
  for (let run = 0, count = 0; run < runs.length; run += 2) {
    inside.set(data.subarray(runs[run], runs[run + 1]), count);
    count += runs[run + 1] - runs[run];
  }
  const { low, high } = extentOf(inside)!;
  const outside = new Float32Array(data.length - area);
  let count = 0;
  let colder = 0;
  for (let run = 0, i = 0; run <= runs.length; run += 2) {
    const end = run < runs.length ? runs[run] : data.length;
    for (; i < end; i++) {
      const value = data[i];
      if (value < low) colder++;
      else if (value <= high) outside[count++] = value;
    }
    if (run < runs.length) i = runs[run + 1];
  }
  return { inside: sortedKeys(inside), outside: sortedKeys(outside.subarray(0, count)), colder };
}
