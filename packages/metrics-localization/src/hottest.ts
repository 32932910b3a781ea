import { type Heatmap } from '@camscope/core';
import { extentOfFinished, STRETCH, stretchesOfFinished } from '@camscope/pixels';

/** The index of the highest value, the first in raster order; nothing where the map says nothing. */
export function hottestOf(map: Heatmap): number | undefined {
  const extent = extentOfFinished(map);
  if (typeof extent === 'string') return undefined;
  const { width, data } = map;
  const { highs } = stretchesOfFinished(map);
  let stretch = 0;
  for (let row = 0; row < data.length; row += width) {
    for (let start = row; start < row + width; start += STRETCH, stretch++) {
      if (highs[stretch] < extent.high) continue;
      const end = Math.min(row + width, start + STRETCH);
      for (let i = start; i < end; i++) if (data[i] === extent.high) return i;
    }
  }
  return undefined;
}
