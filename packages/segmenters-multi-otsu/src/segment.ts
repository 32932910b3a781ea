import type { BlankReason, Heatmap, Mask, Region, Segmentation } from '@camscope/core';
import { connectedComponents, maskOfComponents } from '@camscope/pixels';
import { heatLevels, lumaOf } from './grey.ts';
import { type Histogram, levelHistogram, valueHistogram } from './histogram.ts';
import { multiOtsu } from './multi-otsu.ts';
import type { MultiOtsuOptions } from './options.ts';
import { rankRegions } from './rank.ts';
import { redLevels } from './red.ts';

/** Regions above the highest of the multi-Otsu thresholds of a finished map. */
export function segment(map: Heatmap, options: MultiOtsuOptions): Segmentation {
  const range = rangeOf(map);
  if (!range) return blank(map, 'not-finite');
  const [min, max] = range;
  if (min === max) return blank(map, max === 0 ? 'all-zero' : 'constant');

  const levels = heatLevels(map, options.rounding);
  const grey = greyOf(map, levels, range, options);
  const bins = multiOtsu(grey.histogram.counts, options.classes);
  if (!bins) return blank(map, 'too-few-levels');

  const thresholds = bins.map((bin) => grey.histogram.centres[bin]);
  const hot = maskAbove(map, grey.values, thresholds[thresholds.length - 1]);
  const components = connectedComponents(hot, options.connectivity);
  const red = redLevels(options.colourMap, options.redTolerance);
  const ranked = rankRegions(components, map, (pixel) => red[levels[pixel]], options.select);
  const reported = options.boxes === 'single' ? ranked.slice(0, 1) : ranked;
  return {
    regions: reported.map(({ component: _, ...region }): Region => region),
    mask: maskOfComponents(
      components,
      reported.map(({ component }) => component),
    ),
    thresholds: thresholds.map((threshold) => threshold / grey.white),
  };
}

/** Grey values, their histogram, and the value that stands for 1. */
interface Grey {
  readonly values: Uint8Array | Float32Array;
  readonly histogram: Histogram;
  readonly white: number;
}

function greyOf(
  map: Heatmap,
  levels: Uint8Array,
  [min, max]: readonly [number, number],
  { source, colourMap }: MultiOtsuOptions,
): Grey {
  if (source === 'float') {
    return { values: map.data, histogram: valueHistogram(map.data, min, max), white: 1 };
  }
  const values = source === 'luma' ? lumaOf(levels, colourMap) : levels;
  return { values, histogram: levelHistogram(values), white: 255 };
}

/** The pixels strictly above a threshold. */
function maskAbove({ width, height }: Heatmap, values: Uint8Array | Float32Array, threshold: number): Mask {
  const data = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) data[i] = values[i] > threshold ? 1 : 0;
  return { width, height, data };
}

/** Smallest and largest value; nothing when one is not finite. */
function rangeOf({ data }: Heatmap): readonly [number, number] | undefined {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < data.length; i++) {
    min = Math.min(min, data[i]);
    max = Math.max(max, data[i]);
  }
  return Number.isFinite(max - min) ? [min, max] : undefined;
}

function blank({ width, height }: Heatmap, reason: BlankReason): Segmentation {
  return {
    regions: [],
    mask: { width, height, data: new Uint8Array(width * height) },
    blank: reason,
    thresholds: [],
  };
}
