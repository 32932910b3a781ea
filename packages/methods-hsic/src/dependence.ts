/**
 * HSIC, the Hilbert–Schmidt independence criterion, between each cell and the score: tr(K H L H) / n, where K is 3/2 where two masks
 * agree in the cell and 1/2 elsewhere, L is exp(−(y − y')² / (2 · width²)), and H takes means out.
 * @param grids of 0 and 1.
 */
export function dependences(
  grids: readonly ArrayLike<number>[],
  scores: Float64Array,
  width: number,
): Float64Array {
  const n = grids.length;
  const likeness = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const square = (scores[i] - scores[j]) ** 2;
      likeness[i * n + j] = square === 0 ? 1 : Math.exp(-square / (2 * width ** 2));
    }
  return Float64Array.from({ length: grids[0].length }, (_, cell) => {
    const mean = grids.reduce((sum, grid) => sum + grid[cell], 0) / n;
    const shown = Float64Array.from(grids, (grid) => grid[cell] - mean);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      let row = 0;
      for (let j = 0; j < n; j++) row += likeness[i * n + j] * shown[j];
      sum += shown[i] * row;
    }
    // K without its means is twice the product of what is shown without its mean.
    return (2 * sum) / n;
  });
}

/** The middle one, or the mean of the two. */
export function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
}

/** Of |y − y'| over all pairs. */
export function medianDistance(values: Float64Array): number {
  const all = new Float64Array((values.length * (values.length - 1)) / 2);
  let at = 0;
  for (let i = 0; i < values.length; i++)
    for (let j = 0; j < i; j++) all[at++] = Math.abs(values[i] - values[j]);
  return median(all);
}
