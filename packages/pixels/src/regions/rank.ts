import { type Heatmap, type Region, remembered } from '@camscope/core';
import type { Component, ConnectedSpans } from './connect.ts';

/** A region and the index of its component. */
export interface RankedRegion {
  readonly component: number;
  readonly region: Region;
}

/** What the heat over a component comes to. */
export interface ComponentHeat {
  readonly sum: number;
  readonly highest: number;
}

const heats = remembered((map: Heatmap) =>
  remembered((connected: ConnectedSpans) => measureHeat(connected, map)),
);

/** The heat of a finished map over each component, measured once. */
export function heatOfComponents(connected: ConnectedSpans, map: Heatmap): readonly ComponentHeat[] {
  return heats(map)(connected);
}

/**
 * The components as regions, best first. Ties go to the larger mean heat, then to the larger area, then to the first
 * in raster order.
 */
export function rankRegions(
  { components }: ConnectedSpans,
  heats: readonly ComponentHeat[],
  scoreOf: (component: Component, heat: ComponentHeat, index: number) => number,
): RankedRegion[] {
  return components
    .map((component, index): RankedRegion => {
      const { area, box } = component;
      const heat = heats[index];
      const score = scoreOf(component, heat, index);
      return { component: index, region: { box, area, meanHeat: heat.sum / area, score } };
    })
    .sort(({ region: a }, { region: b }) => b.score - a.score || b.meanHeat - a.meanHeat || b.area - a.area);
}

function measureHeat(connected: ConnectedSpans, { width, height, data }: Heatmap): ComponentHeat[] {
  const { starts, ends, firstOfRow, componentOf, components } = connected;
  const sums = new Float64Array(components.length);
  const peaks = new Float32Array(components.length);
  for (let y = 0; y < height; y++) {
    for (let span = firstOfRow[y]; span < firstOfRow[y + 1]; span++) {
      const component = componentOf[span];
      let sum = sums[component];
      let highest = peaks[component];
      for (let i = y * width + starts[span], end = y * width + ends[span]; i < end; i++) {
        const heat = data[i];
        sum += heat;
        if (heat > highest) highest = heat;
      }
      sums[component] = sum;
      peaks[component] = highest;
    }
  }
  return components.map((_, i) => ({ sum: sums[i], highest: peaks[i] }));
}
