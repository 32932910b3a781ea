import type { Heatmap } from '@camscope/core';
import { borderIndices, type BorderMode } from './border.ts';

/**
 * A map smoothed by a Gaussian of this standard deviation in pixels, sampled at whole pixels up to `truncate`
 * deviations: SciPy's `ndimage.gaussian_filter`, to float32's rounding.
 */
export function gaussianFilter(map: Heatmap, sigma: number, truncate: number, border: BorderMode): Heatmap {
  const { width, height } = map;
  const weights = gaussianWeights(sigma, Math.floor(truncate * sigma + 0.5));
  const radius = weights.length - 1;
  if (radius === 0) return { width, height, data: map.data.slice() };
  const rows = smoothRows(map.data, width, height, weights, borderIndices(height, radius, border));
  const data = smoothColumns(rows, width, height, weights, borderIndices(width, radius, border));
  return { width, height, data };
}

/** Weights at distances 0 to `radius`; on both sides together they add up to 1. */
function gaussianWeights(sigma: number, radius: number): Float64Array {
  const weights = Float64Array.from({ length: radius + 1 }, (_, distance) =>
    distance === 0 ? 1 : Math.exp(-0.5 * (distance / sigma) ** 2),
  );
  const total = weights.reduce((sum, weight) => sum + 2 * weight, -1);
  return weights.map((weight) => weight / total);
}

/** Blends whole rows with those above and below. */
function smoothRows(
  source: Float32Array,
  width: number,
  height: number,
  weights: Float64Array,
  rowAt: Int32Array,
): Float32Array {
  const radius = weights.length - 1;
  const target = new Float32Array(source.length);
  const sums = new Float64Array(width);
  const nothing = new Float32Array(width);
  const row = (y: number) => {
    const from = rowAt[y + radius];
    return from < 0 ? nothing : source.subarray(from * width, (from + 1) * width);
  };
  for (let y = 0; y < height; y++) {
    const own = row(y);
    for (let x = 0; x < width; x++) sums[x] = weights[0] * own[x];
    for (let distance = 1; distance <= radius; distance++) {
      addPair(sums, row(y - distance), row(y + distance), weights[distance]);
    }
    target.set(sums, y * width);
  }
  return target;
}

/** Blends each pixel with those to the left and right, on a copy of its row that goes on beyond both ends. */
function smoothColumns(
  source: Float32Array,
  width: number,
  height: number,
  weights: Float64Array,
  columnAt: Int32Array,
): Float32Array {
  const radius = weights.length - 1;
  const target = new Float32Array(source.length);
  const sums = new Float64Array(width);
  const padded = new Float32Array(width + 2 * radius);
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < padded.length; i++) padded[i] = columnAt[i] < 0 ? 0 : source[y * width + columnAt[i]];
    for (let x = 0; x < width; x++) sums[x] = weights[0] * padded[x + radius];
    for (let distance = 1; distance <= radius; distance++) {
      addPair(
        sums,
        padded.subarray(radius - distance, radius - distance + width),
        padded.subarray(radius + distance, radius + distance + width),
        weights[distance],
      );
    }
    target.set(sums, y * width);
  }
  return target;
}

function addPair(sums: Float64Array, before: Float32Array, after: Float32Array, weight: number): void {
  for (let i = 0; i < sums.length; i++) sums[i] += weight * (before[i] + after[i]);
}
