/** Ranks from 1; equal values share the mean of theirs. */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const order = ascending(values);
  const ranks = new Float64Array(values.length);
  for (let from = 0, to; from < order.length; from = to) {
    to = endOfTie(values, order, from);
    for (let i = from; i < to; i++) ranks[order[i]] = (from + 1 + to) / 2;
  }
  return ranks;
}

/** How many values are equal, for each distinct value, ascending. */
export function tieSizes(values: ArrayLike<number>): number[] {
  const order = ascending(values);
  const sizes: number[] = [];
  for (let from = 0, to; from < order.length; from = to) {
    to = endOfTie(values, order, from);
    sizes.push(to - from);
  }
  return sizes;
}

/** Indices of the values, smallest value first; equal values in their order. */
export function ascending(values: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (i, j) => values[i] - values[j] || i - j,
  );
}

/** The position after the last value that equals the one at `from`. */
function endOfTie(values: ArrayLike<number>, order: Uint32Array, from: number): number {
  let to = from + 1;
  while (to < order.length && values[order[to]] === values[order[from]]) to++;
  return to;
}
