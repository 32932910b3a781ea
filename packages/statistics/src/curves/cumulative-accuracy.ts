/** How many cases are good enough, for many ideas of that. */
export interface CumulativeAccuracy {
  readonly thresholds: readonly number[];
  /** The share of cases with at least each threshold; null without cases. */
  readonly shares: readonly (number | null)[];
  /** Those that have a value. */
  readonly cases: number;
}

/** @param values one per case, an IoU for instance; NaN is a missing one and left out. */
export function cumulativeAccuracy(
  values: ArrayLike<number>,
  thresholds: readonly number[],
): CumulativeAccuracy {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  return {
    thresholds,
    shares: thresholds.map((threshold) =>
      sorted.length > 0 ? (sorted.length - countBelow(sorted, threshold)) / sorted.length : null,
    ),
    cases: sorted.length,
  };
}

function countBelow(sorted: Float64Array, threshold: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] < threshold) from = middle + 1;
    else to = middle;
  }
  return from;
}
