import { checkFinite, checkSameLength } from '../check.ts';
import { ascending, averageRanks, tieSizes } from '../ranks/average-ranks.ts';
import { normalTwoSided } from '../special/normal.ts';
import { sum } from '../summary.ts';
import type { Correlation } from './correlation.ts';
import { exactP, MOST_EXACT } from './exact-p.ts';

/**
 * Kendall's τ-b; p exact, by permutations, for at most 9 cases, else by the normal approximation, ties included. In
 * O(n log n): Knight 1966, doi:10.1080/01621459.1966.10480879.
 * @throws RangeError when lengths differ or a value is not finite.
 */
export function kendallTau(a: ArrayLike<number>, b: ArrayLike<number>): Correlation {
  checkSameLength('Paired values', a, b);
  checkFinite('Values', a);
  checkFinite('Values', b);
  const cases = a.length;
  if (cases < 2) return { coefficient: null, p: null, cases, reason: 'fewer-than-two-cases' };
  const [tiesA, tiesB, tiesBoth] = [tieSizes(a), tieSizes(b), tieSizes(jointly(a, b))];
  const [all, inA, inB, inBoth] = [[cases], tiesA, tiesB, tiesBoth].map((sizes) => sum(sizes.map(pairs)));
  if (inA === all || inB === all) return { coefficient: null, p: null, cases, reason: 'constant' };

  const order = [...ascending(a)].sort((i, j) => a[i] - a[j] || b[i] - b[j]);
  const discordant = inversions(Float64Array.from(order, (i) => b[i]));
  const excess = all - inA - inB + inBoth - 2 * discordant;
  const coefficient = Math.max(-1, Math.min(1, excess / Math.sqrt((all - inA) * (all - inB))));
  const p =
    cases > MOST_EXACT
      ? normalTwoSided(excess / Math.sqrt(varianceOf(cases, tiesA, tiesB)))
      : exactP('kendall', averageRanks(a), averageRanks(b));
  return { coefficient, p, cases };
}

const pairs = (n: number) => (n * (n - 1)) / 2;

/** Of concordant less discordant pairs, were the two independent (Kendall, Rank Correlation Methods, 1970). */
function varianceOf(n: number, tiesA: number[], tiesB: number[]): number {
  const squares = (sizes: number[]) => sum(sizes.map((t) => t * (t - 1) * (2 * t + 5)));
  const triples = (sizes: number[]) => sum(sizes.map((t) => t * (t - 1) * (t - 2)));
  const twos = (sizes: number[]) => sum(sizes.map((t) => t * (t - 1)));
  const ordered = n * (n - 1);
  const both = (twos(tiesA) * twos(tiesB)) / (2 * ordered);
  const triple = n > 2 ? (triples(tiesA) * triples(tiesB)) / (9 * ordered * (n - 2)) : 0;
  return (ordered * (2 * n + 5) - squares(tiesA) - squares(tiesB)) / 18 + both + triple;
}

/** One number for each case, equal where both values are. */
function jointly(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const order = [...ascending(a)].sort((i, j) => a[i] - a[j] || b[i] - b[j]);
  const numbers = new Float64Array(a.length);
  for (let k = 1; k < order.length; k++) {
    const [i, j] = [order[k - 1], order[k]];
    numbers[j] = numbers[i] + Number(a[i] !== a[j] || b[i] !== b[j]);
  }
  return numbers;
}

/** Pairs in the wrong order, counted while merging. */
function inversions(values: Float64Array): number {
  if (values.length < 2) return 0;
  const middle = values.length >> 1;
  const [left, right] = [values.slice(0, middle), values.slice(middle)];
  let count = inversions(left) + inversions(right);
  for (let k = 0, i = 0, j = 0; k < values.length; k++) {
    if (i < left.length && (j === right.length || left[i] <= right[j])) values[k] = left[i++];
    else {
      values[k] = right[j++];
      count += left.length - i;
    }
  }
  return count;
}
