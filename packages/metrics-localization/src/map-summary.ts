import type { Heatmap } from '@camscope/core';

export interface MapSummary {
  /** Index of the highest value, the first in raster order. */
  readonly highest: number;
  /** Every value is the same: the map says nothing. */
  readonly constant: boolean;
}

const known = new WeakMap<Heatmap, MapSummary>();

/** Looks through a map once for all metrics. */
export function summaryOf(map: Heatmap): MapSummary {
  const summary = known.get(map) ?? summarise(map.data);
  known.set(map, summary);
  return summary;
}

function summarise(data: Float32Array): MapSummary {
  let highest = 0;
  let high = data[0];
  let low = data[0];
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    if (value < low) low = value;
    if (value > high) {
      high = value;
      highest = i;
    }
  }
  return { highest, constant: low === high };
}
