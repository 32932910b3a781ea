import { type Heatmap, remembered } from '@camscope/core';
import type { AnnotatedPixels } from './annotated.ts';
import { ladderOf, StepCounts } from './ladder.ts';

/** How well the heat ranks annotated pixels before the others. */
export interface Ranking {
  /** Σ (R_k − R_{k−1}) P_k over the distinct values as thresholds, highest first. */
  readonly averagePrecision: number;
  /** NaN when every pixel is annotated. */
  readonly auroc: number;
  /** Share of annotated pixels among as many hottest ones; ties for the last places are shared out evenly. */
  readonly rankAccuracy: number;
}

const rankings = remembered((map: Heatmap) =>
  remembered((annotated: AnnotatedPixels) => rank(map.data, annotated)),
);

/** Ranks a map once for all metrics. At least one pixel must be annotated. */
export function rankingOf(map: Heatmap, annotated: AnnotatedPixels): Ranking {
  return rankings(map)(annotated);
}

/** Walks the distinct annotated values upwards. Recall changes at no others. */
function rank(data: Float32Array, { area: places, runs }: AnnotatedPixels): Ranking {
  const inside = ladderOf(annotatedValues(data, runs, places));
  const outside = new StepCounts(inside);
  // Before the first run and after the last there is no end.
  for (let run = 0; run <= runs.length; run += 2) outside.add(data.subarray(runs[run - 1], runs[run]));
  let precisions = 0;
  let wins = 0;
  let surelyPlaced = 0;
  let sharedPlaces = 0;
  let from = 0;
  let upTo = 0;
  for (let step = 0; step < inside.counts.length; step++) {
    const tied = inside.counts[step];
    const tiedOutside = outside.equal[step];
    upTo += outside.upTo[step];
    const below = upTo - tiedOutside;
    const notBelow = data.length - from - below;
    const above = notBelow - tied - tiedOutside;
    precisions += (tied * (places - from)) / notBelow;
    wins += tied * (below + tiedOutside / 2);
    if (notBelow <= places) surelyPlaced += tied;
    else if (above < places) sharedPlaces = ((places - above) * tied) / (tied + tiedOutside);
    from += tied;
  }
  return {
    averagePrecision: precisions / places,
    auroc: wins / (places * (data.length - places)),
    rankAccuracy: (surelyPlaced + sharedPlaces) / places,
  };
}

function annotatedValues(data: Float32Array, runs: Int32Array, area: number): Float32Array {
  const values = new Float32Array(area);
  for (let run = 0, count = 0; run < runs.length; run += 2) {
    values.set(data.subarray(runs[run], runs[run + 1]), count);
    count += runs[run + 1] - runs[run];
  }
  return values;
}
