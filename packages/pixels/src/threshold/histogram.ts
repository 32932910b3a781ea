import type { Extent } from './extent.ts';

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

// Neighbours tend to fall into one bin, and its next count would wait for the last one: four are counted apart.

/** How many values of [0, 1] are at each of 256 levels. */
export function countLevels(values: Float32Array, rounding: Rounding): Uint32Array {
  return countPlaces(values, 255, levelOffset(rounding), 256);
}

/** How many values are at each of so many places: of `value` at ⌊scale · value + offset⌋. */
function countPlaces(values: Float32Array, scale: number, offset: number, places: number): Uint32Array {
  const counts = new Uint32Array(4 * places);
  const whole = values.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    counts[(scale * values[i] + offset) | 0]++;
    counts[places + ((scale * values[i + 1] + offset) | 0)]++;
    counts[2 * places + ((scale * values[i + 2] + offset) | 0)]++;
    counts[3 * places + ((scale * values[i + 3] + offset) | 0)]++;
  }
  for (let i = whole; i < values.length; i++) counts[(scale * values[i] + offset) | 0]++;
  return addedUp(counts, places);
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

/** A place among the bins is a whole number of 2⁻²⁰ of one. */
const FRACTION_BITS = 20;
const FRACTION = 2 ** FRACTION_BITS - 1;

/**
 * Equal bins, at most 1024, from the lowest to the highest value, which must differ: half-open, but for the last. In
 * float64, with the same edges as NumPy's `histogram` of float64 values.
 */
export function valueHistogram(values: Float32Array, { low, high }: Extent, bins = 256): Histogram {
  const step = (high - low) / bins;
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => (i < bins ? low + i * step : high));
  // From 0 in steps of a power of two, as of heat from 0 to 1, nothing is rounded.
  const isExact = low === 0 && step === 2 ** Math.round(Math.log2(step));
  const counts = isExact ? countExactly(values, step, bins) : countByEdges(values, edges);
  return { counts, centres: Float64Array.from(counts, (_, bin) => (edges[bin] + edges[bin + 1]) / 2) };
}

function countExactly(values: Float32Array, step: number, bins: number): Uint32Array {
  const counts = countPlaces(values, 1 / step, 0, bins + 1);
  counts[bins - 1] += counts[bins];
  return counts.subarray(0, bins);
}

function countByEdges(values: Float32Array, edges: Float64Array): Uint32Array {
  const bins = edges.length - 1;
  const low = edges[0];
  const scale = (bins / (edges[bins] - low)) * 2 ** FRACTION_BITS;
  // The highest value is in a bin of its own here.
  const stride = bins + 1;
  const counts = new Uint32Array(4 * stride);
  const whole = values.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    const a = ((values[i] - low) * scale) | 0;
    const b = ((values[i + 1] - low) * scale) | 0;
    const c = ((values[i + 2] - low) * scale) | 0;
    const d = ((values[i + 3] - low) * scale) | 0;
    if (isNearEdge(a) || isNearEdge(b) || isNearEdge(c) || isNearEdge(d)) {
      for (let k = i; k < i + 4; k++) counts[binByEdges(edges, values[k], low, scale)]++;
    } else {
      counts[a >>> FRACTION_BITS]++;
      counts[stride + (b >>> FRACTION_BITS)]++;
      counts[2 * stride + (c >>> FRACTION_BITS)]++;
      counts[3 * stride + (d >>> FRACTION_BITS)]++;
    }
  }
  for (let i = whole; i < values.length; i++) counts[binByEdges(edges, values[i], low, scale)]++;
  return addedUp(counts, stride).subarray(0, bins);
}

/** Where rounding may decide between two bins: the edges are asked. */
function isNearEdge(place: number): boolean {
  return ((place + 1) & FRACTION) < 2;
}

function binByEdges(edges: Float64Array, value: number, low: number, scale: number): number {
  const last = edges.length - 2;
  const bin = Math.min(last, (((value - low) * scale) | 0) >>> FRACTION_BITS);
  if (value < edges[bin]) return bin - 1;
  return bin < last && value >= edges[bin + 1] ? bin + 1 : bin;
}

/** What was counted in four parts. */
function addedUp(counts: Uint32Array, stride: number): Uint32Array {
  return Uint32Array.from(
    { length: stride },
    (_, i) => counts[i] + counts[stride + i] + counts[2 * stride + i] + counts[3 * stride + i],
  );
}
