import type { Size } from '@camscope/pixels';

/** Weights of a Gaussian at whole distances from the middle, cut off at the window and adding up to 1. */
export function gaussianWeights(window: number, sigma: number): Float64Array {
  const middle = (window - 1) / 2;
  const weights = new Float64Array(window).map((_, i) => Math.exp(-((i - middle) ** 2) / (2 * sigma ** 2)));
  const sum = weights.reduce((total, weight) => total + weight);
  return weights.map((weight) => weight / sum);
}

/** Weighted means of the windows that lie inside [height, width] values: [height − window + 1, width − window + 1]. */
export function windowMeans(
  values: Float64Array,
  { width, height }: Size,
  weights: Float64Array,
): Float64Array {
  const window = weights.length;
  const across = width - window + 1;
  const down = height - window + 1;
  const rows = new Float64Array(across * height);
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < window; k++) addScaled(rows, y * across, values, y * width + k, across, weights[k]);
  }
  const means = new Float64Array(across * down);
  for (let y = 0; y < down; y++) {
    for (let k = 0; k < window; k++) addScaled(means, y * across, rows, (y + k) * across, across, weights[k]);
  }
  return means;
}

function addScaled(
  sums: Float64Array,
  to: number,
  values: Float64Array,
  from: number,
  count: number,
  weight: number,
): void {
  for (let i = 0; i < count; i++) sums[to + i] += weight * values[from + i];
}
