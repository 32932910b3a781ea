const POINTS = 49;

/**
 * Gaussian kernel density of sorted values on evenly spaced points of a domain, with Silverman's bandwidth
 * (0.9 · min(s, IQR / 1.34) · n^(−1/5)); what would lie beyond the domain's ends is mirrored at them.
 */
export function density(sorted: Float64Array, [low, high]: readonly [number, number]): [number, number][] {
  const width = bandwidth(sorted, high - low);
  return Array.from({ length: POINTS }, (_, i) => {
    const at = low + ((high - low) * i) / (POINTS - 1);
    let sum = 0;
    for (const value of sorted) {
      sum += kernel((at - value) / width) + kernel((at - 2 * low + value) / width);
      sum += kernel((at - 2 * high + value) / width);
    }
    return [at, sum / (sorted.length * width)];
  });
}

/** A hundredth of the domain at least, for values that are all equal. */
function bandwidth(sorted: Float64Array, extent: number): number {
  const n = sorted.length;
  let mean = 0;
  for (const value of sorted) mean += value / n;
  let square = 0;
  for (const value of sorted) square += (value - mean) ** 2;
  const deviation = n > 1 ? Math.sqrt(square / (n - 1)) : 0;
  const quartiles = (sorted[Math.floor(0.75 * (n - 1))] - sorted[Math.floor(0.25 * (n - 1))]) / 1.34;
  const spread = quartiles > 0 ? Math.min(deviation, quartiles) : deviation;
  return Math.max(0.9 * spread * n ** -0.2, extent / 100);
}

function kernel(z: number): number {
  return z > 6 || z < -6 ? 0 : Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}
