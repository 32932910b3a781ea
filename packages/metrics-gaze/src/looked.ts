import type { Annotation, Fixation, Heatmap } from '@camscope/core';
import { fixationDensity, type Size } from '@camscope/pixels';

const known = new WeakMap<readonly Fixation[], Map<string, Heatmap>>();

/** Where the reader looked, as a map of that size: rendered once for all metrics. */
export function densityOf({ fixations = [] }: Annotation, { width, height }: Size): Heatmap {
  const sizes = known.get(fixations) ?? new Map<string, Heatmap>();
  known.set(fixations, sizes);
  const key = `${width}×${height}`;
  let density = sizes.get(key);
  if (!density) sizes.set(key, (density = fixationDensity(fixations, { width, height })));
  return density;
}

/** The heat of the pixel that each fixation is in. */
export function heatAtFixations({ fixations = [] }: Annotation, map: Heatmap): Float64Array {
  return Float64Array.from(fixations, ({ x, y }) => heatAt(map, x, y));
}

/** @param places shares of width and height, x and y in turns. */
export function heatAtShares(places: Float64Array, map: Heatmap): Float64Array {
  return Float64Array.from({ length: places.length / 2 }, (_, i) =>
    heatAt(map, places[2 * i] * map.width, places[2 * i + 1] * map.height),
  );
}

function heatAt({ width, height, data }: Heatmap, x: number, y: number): number {
  const column = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const row = Math.min(height - 1, Math.max(0, Math.floor(y)));
  return data[row * width + column];
}
