/** How many pixels fall into each bin. The first and the last bin are never empty. */
export interface Histogram {
  readonly counts: Uint32Array;
  /** Ascending, in the units of the pixels. */
  readonly centres: Float64Array;
}

/** One bin for every level from the lowest to the highest that occurs. */
export function levelHistogram(levels: Uint8Array): Histogram {
  const counts = new Uint32Array(256);
  for (let i = 0; i < levels.length; i++) counts[levels[i]]++;
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  return {
    counts: counts.subarray(first, last + 1),
    centres: Float64Array.from({ length: last - first + 1 }, (_, bin) => first + bin),
  };
}

/**
 * Equal bins from the smallest to the largest value, which must differ: half-open, but for the last. In float64,
 * with the same edges as NumPy's `histogram` of float64 values.
 */
export function valueHistogram(values: Float32Array, min: number, max: number, bins = 256): Histogram {
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) =>
    i < bins ? min + i * ((max - min) / bins) : max,
  );
  const counts = new Uint32Array(bins);
  const scale = bins / (max - min);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    let bin = Math.min(bins - 1, Math.floor((value - min) * scale));
    if (value < edges[bin]) bin--;
    else if (bin < bins - 1 && value >= edges[bin + 1]) bin++;
    counts[bin]++;
  }
  return { counts, centres: Float64Array.from(counts, (_, bin) => (edges[bin] + edges[bin + 1]) / 2) };
}
