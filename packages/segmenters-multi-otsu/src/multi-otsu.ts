/**
 * The thresholds that maximise the variance between `classes` classes: for each class but the highest, its last bin;
 * nothing when fewer bins than classes are occupied. Liao, Chen and Chung, "A fast algorithm for multilevel
 * thresholding", J. Inf. Sci. Eng. 17(5), 2001, doi:10.6688/JISE.2001.17.5.1.
 *
 * Liao's criterion, Σ S²/P over the classes, is looked up in a table and maximised by dynamic programming in
 * O(classes · bins²). Equal to scikit-image's `threshold_multiotsu`, which tries every combination in float32: a sum
 * within float32's rounding of the maximum counts as scikit-image would round it, and of equal ones the first wins.
 *
 * @param counts pixels per bin; the first and the last bin must not be empty.
 */
export function multiOtsu(counts: ArrayLike<number>, classes: number): number[] | undefined {
  const occupied = Array.from(counts, (_, bin) => bin).filter((bin) => counts[bin] > 0);
  if (occupied.length < classes) return undefined;
  if (occupied.length === classes) return occupied.slice(0, -1);
  const criterion = classTable(counts);
  return firstAsRounded(counts, criterion, bestSums(criterion, counts.length, classes), classes);
}

/**
 * S²/P of a class of the bins `first` to `last`, at [first · bins + last], where P and S are its zeroth and first
 * moment. All in float32 and, as in scikit-image, with level 1 for bin 0, and 0 for bin 0 alone.
 */
function classTable(counts: ArrayLike<number>): Float32Array {
  const { fround } = Math;
  const bins = counts.length;
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  const zeroth = new Float32Array(bins + 1);
  const first = new Float32Array(bins + 1);
  for (let bin = 0; bin < bins; bin++) {
    const probability = fround(counts[bin] / total);
    zeroth[bin + 1] = zeroth[bin] + probability;
    first[bin + 1] = first[bin] + fround(Math.max(1, bin) * probability);
  }
  const table = new Float32Array(bins * bins);
  for (let from = 0; from < bins; from++) {
    for (let to = from; to < bins; to++) {
      const p = fround(zeroth[to + 1] - zeroth[from]);
      const s = fround(first[to + 1] - first[from]);
      if (p > 0) table[from * bins + to] = fround(s * s) / p;
    }
  }
  table[0] = 0;
  return table;
}

/** At [k][from], the largest sum that k + 1 classes of the bins from `from` to the last can reach. */
function bestSums(table: Float32Array, bins: number, classes: number): Float64Array[] {
  const sums = [Float64Array.from({ length: bins }, (_, from) => table[from * bins + bins - 1])];
  for (let k = 1; k < classes; k++) {
    const rest = sums[k - 1];
    const best = new Float64Array(bins).fill(-Infinity);
    for (let from = 0; from < bins - k; from++) {
      for (let to = from; to < bins - k; to++) {
        const sum = table[from * bins + to] + rest[to + 1];
        if (sum > best[from]) best[from] = sum;
      }
    }
    sums.push(best);
  }
  return sums;
}

/** Of the combinations whose sums are within rounding of the best, the first with the largest rounded sum. */
function firstAsRounded(
  counts: ArrayLike<number>,
  table: Float32Array,
  bestSums: readonly Float64Array[],
  classes: number,
): number[] {
  const { fround } = Math;
  const bins = counts.length;
  const within = bestSums[classes - 1][0] * (1 - 2 * classes * 2 ** -24);
  const current: number[] = [];
  let winner: number[] = [];
  let winnerSum = 0;
  descend(0, 0);
  return winner;

  /** Tries every end of the class that begins at `from`; `sum` is that of the classes before it. */
  function descend(from: number, sum: number): void {
    const left = classes - 1 - current.length;
    if (left === 0) return compare();
    for (let to = from; to < bins - left; to++) {
      // Ending on an empty bin is the same as ending on the bin before, unless that was bin 0 alone.
      if (counts[to] === 0 && to > from && to > 1) continue;
      const extended = sum + table[from * bins + to];
      if (extended + bestSums[left - 1][to + 1] < within) continue;
      current.push(to);
      descend(to + 1, extended);
      current.pop();
    }
  }

  /** Sums in scikit-image's order: the outer classes, then the inner ones. */
  function compare(): void {
    let sum = fround(table[current[0]] + table[(current[current.length - 1] + 1) * bins + bins - 1]);
    for (let i = 1; i < current.length; i++) {
      sum = fround(sum + table[(current[i - 1] + 1) * bins + current[i]]);
    }
    if (sum > winnerSum) {
      winnerSum = sum;
      winner = [...current];
    }
  }
}
