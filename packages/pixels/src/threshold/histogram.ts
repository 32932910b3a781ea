import type { BlankReason, Heatmap } from '@camscope/core';
import { type Extent, finishedExtent } from './extent.ts';

/** How many pixels fall into each bin. The first and the last bin are never empty. */
export interface Histogram {
  readonly counts: Uint32Array;
  /** Ascending, in the units of the pixels. */
  readonly centres: Float64Array;
}

/** How heat × 255 becomes a level: ⌊255 · heat + ½⌋, or ⌊255 · heat⌋. */
export const roundings = ['nearest', 'down'] as const;
export type Rounding = (typeof roundings)[number];

/** What is added to 255 · heat before it is cut off. */
export function levelOffset(rounding: Rounding): 0 | 0.5 {
  return rounding === 'nearest' ? 0.5 : 0;
}

/**
 * How much heat of a finished map is at each of 256 levels, or why the map says nothing.
 * @throws CamscopeError INTERNAL for heat outside [0, 1].
 */
export function levelCounts({ data }: Heatmap, rounding: Rounding): Uint32Array | BlankReason {
  const offset = levelOffset(rounding);
  const counts = new Uint32Array(256);
  let low = Infinity;
  let high = -Infinity;
  let zero = 0;
  for (let i = 0; i < data.length; i++) {
    const heat = data[i];
    zero += heat - heat;
    if (heat < low) low = heat;
    if (heat > high) high = heat;
    counts[(255 * heat + offset) | 0]++;
  }
  const extent = finishedExtent(zero === 0 ? { low, high } : undefined);
  return typeof extent === 'string' ? extent : counts;
}

/** One bin for every level from the lowest to the highest that occurs. */
export function levelHistogram(counts: Uint32Array): Histogram {
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  return {
    counts: counts.subarray(first, last + 1),
    centres: Float64Array.from({ length: last - first + 1 }, (_, bin) => first + bin),
  };
}

/**
 * Equal bins from the lowest to the highest value, which must differ: half-open, but for the last. In float64, with
 * the same edges as NumPy's `histogram` of float64 values.
 */
export function valueHistogram(values: Float32Array, { low, high }: Extent, bins = 256): Histogram {
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) =>
    i < bins ? low + i * ((high - low) / bins) : high,
  );
  const counts = new Uint32Array(bins);
  const scale = bins / (high - low);
  for (let i = 0; i < values.length; i++) {
    const place = (values[i] - low) * scale;
    const bin = place | 0;
    const within = place - bin;
    counts[within > NEAR_EDGE && within < 1 - NEAR_EDGE ? bin : binByEdges(edges, values[i], bin)]++;
  }
  return { counts, centres: Float64Array.from(counts, (_, bin) => (edges[bin] + edges[bin + 1]) / 2) };
}

/** Closer to an edge than this, in bins, rounding decides: the edges are asked. */
const NEAR_EDGE = 1e-9;

function binByEdges(edges: Float64Array, value: number, guess: number): number {
  const last = edges.length - 2;
  const bin = Math.min(last, guess);
  if (value < edges[bin]) return bin - 1;
  return bin < last && value >= edges[bin + 1] ? bin + 1 : bin;
}
