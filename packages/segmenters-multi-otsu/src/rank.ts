import type { Heatmap, Region } from '@camscope/core';
import type { ConnectedComponents } from '@camscope/pixels';

export type Selection = 'most-red' | 'largest' | 'hottest';

/** A region and the index of its component. */
export interface RankedRegion extends Region {
  readonly component: number;
}

/**
 * The components as regions, best first. Ties go to the larger mean heat, then to the larger area, then to the first
 * in raster order.
 * @param isRed 1 for each red pixel.
 */
export function rankRegions(
  { components, labels }: ConnectedComponents,
  map: Heatmap,
  isRed: (pixel: number) => number,
  select: Selection,
): RankedRegion[] {
  const heat = new Float64Array(components.length);
  const red = new Float64Array(components.length);
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === 0) continue;
    heat[labels[i] - 1] += map.data[i];
    red[labels[i] - 1] += isRed(i);
  }
  return components
    .map(({ area, box }, component) => {
      const meanHeat = heat[component] / area;
      const score = { 'most-red': red[component], largest: area, hottest: meanHeat }[select];
      return { box, area, meanHeat, score, component };
    })
    .sort((a, b) => b.score - a.score || b.meanHeat - a.meanHeat || b.area - a.area);
}
