import type { BlankReason, Heatmap, Mask } from '@camscope/core';
import { z } from 'zod';
import { extentOfFinished, heatHistogram, levelCounts } from './finished-map.ts';
import { type Histogram, levelHistogram, levelOffset, roundings } from './histogram.ts';
import { otsuBin } from './otsu.ts';
import { percentile } from './percentile.ts';

/** How a finished map is cut in two, as options of a segmenter. */
export const cutOptions = {
  method: z
    .enum(['otsu', 'value', 'percentile', 'max-fraction'])
    .default('otsu')
    .describe("Where to cut: Otsu's threshold, `value`, `percentile` or `fraction` of the highest heat"),
  value: z.number().min(0).max(1).default(0.5).describe('The heat to cut at, for `method: value`'),
  percentile: z
    .number()
    .min(0)
    .max(100)
    .default(90)
    .describe("Percentile of the map's values, linear between neighbours, for `method: percentile`"),
  fraction: z
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .describe('Share of the highest heat, for `method: max-fraction`'),
  source: z
    .enum(['float', 'intensity'])
    .default('float')
    .describe(
      "What Otsu's histogram is of: heat in 256 bins from lowest to highest, or heat × 255 in 8 bits",
    ),
  rounding: z
    .enum(roundings)
    .default('nearest')
    .describe('How heat × 255 becomes one of 256 levels, for `source: intensity`; halves go up'),
  inclusive: z.boolean().default(false).describe('Keep pixels at the cut, too, not only those above it'),
};
export type CutOptions = z.output<z.ZodObject<typeof cutOptions>>;

/** Where a map is cut. */
export interface Cut {
  /** As the method gives it, in [0, 1]; for 8-bit levels a fraction of 255. */
  readonly threshold: number;
  /** The heat at which the upper part begins. */
  readonly edge: number;
  /** Whether a pixel at the edge is in the upper part. */
  readonly inclusive: boolean;
}

/**
 * Where the options cut a finished map, or why they cannot: it says nothing, or has a single grey level.
 * @throws CamscopeError INTERNAL for heat outside [0, 1].
 */
export function findCut(map: Heatmap, options: CutOptions): Cut | BlankReason {
  const { method, inclusive } = options;
  if (method === 'otsu') {
    return options.source === 'intensity' ? cutOfLevels(map, options) : cutOfHeat(map, inclusive);
  }
  const extent = extentOfFinished(map);
  if (typeof extent === 'string') return extent;
  switch (method) {
    case 'value':
      return at(options.value, inclusive);
    case 'percentile':
      return at(percentile(map.data, options.percentile), inclusive);
    case 'max-fraction':
      return at(options.fraction * extent.high, inclusive);
  }
}

/** The pixels in the upper part. */
export function maskOfCut({ width, height, data: heat }: Heatmap, { edge, inclusive }: Cut): Mask {
  const data = new Uint8Array(heat.length);
  if (inclusive) {
    for (let i = 0; i < data.length; i++) data[i] = heat[i] >= edge ? 1 : 0;
  } else {
    for (let i = 0; i < data.length; i++) data[i] = heat[i] > edge ? 1 : 0;
  }
  return { width, height, data };
}

function cutOfHeat(map: Heatmap, inclusive: boolean): Cut | BlankReason {
  const histogram = heatHistogram(map);
  return typeof histogram === 'string' ? histogram : at(otsuThreshold(histogram), inclusive);
}

function cutOfLevels(map: Heatmap, { rounding, inclusive }: CutOptions): Cut | BlankReason {
  const counts = levelCounts(map, rounding);
  if (typeof counts === 'string') return counts;
  const histogram = levelHistogram(counts);
  if (histogram.counts.length < 2) return 'too-few-levels';
  const level = otsuThreshold(histogram);
  const first = inclusive ? level : level + 1;
  return { threshold: level / 255, edge: (first - levelOffset(rounding)) / 255, inclusive: true };
}

function at(threshold: number, inclusive: boolean): Cut {
  return { threshold, edge: threshold, inclusive };
}

function otsuThreshold(histogram: Histogram): number {
  return histogram.centres[otsuBin(histogram)];
}
