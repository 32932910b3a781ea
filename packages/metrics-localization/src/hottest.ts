import { type Heatmap } from '@camscope/core';
import { extentOfFinished } from '@camscope/pixels';

/** The index of the highest value, the first in raster order; nothing where the map says nothing. */
export function hottestOf(map: Heatmap): number | undefined {
  const extent = extentOfFinished(map);
  return typeof extent === 'string' ? undefined : map.data.indexOf(extent.high);
}
