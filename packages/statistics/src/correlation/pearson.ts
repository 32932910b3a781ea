import { checkFinite, checkSameLength } from '../check.ts';
import { averageRanks } from '../ranks/average-ranks.ts';
import { studentTwoSided } from '../special/distributions.ts';
import { mean } from '../summary.ts';
import type { Correlation } from './correlation.ts';
import { exactP, MOST_EXACT } from './exact-p.ts';

/**
 * Pearson's r; p by Student's t. Two cases give ±1 and p 1.
 * @throws RangeError when lengths differ or a value is not finite.
 */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): Correlation {
  checkSameLength('Paired values', a, b);
  checkFinite('Values', a);
  checkFinite('Values', b);
  const cases = a.length;
  if (cases < 2) return { coefficient: null, p: null, cases, reason: 'fewer-than-two-cases' };
  const [meanA, meanB] = [mean(a), mean(b)];
  let [aa, bb, ab] = [0, 0, 0];
  for (let i = 0; i < cases; i++) {
    aa += (a[i] - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
    ab += (a[i] - meanA) * (b[i] - meanB);
  }
  if (constant(aa, cases, meanA) || constant(bb, cases, meanB))
    return { coefficient: null, p: null, cases, reason: 'constant' };
  const r = Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb)));
  const t = r * Math.sqrt((cases - 2) / (1 - r * r));
  const p = cases === 2 ? 1 : Math.abs(r) === 1 ? 0 : studentTwoSided(t, cases - 2);
  return { coefficient: r, p, cases };
}

/**
 * Spearman's ρ: Pearson's r of the ranks, ties sharing theirs; p exact, by permutations, for at most 9 cases, else by Student's t.
 * @throws RangeError when lengths differ or a value is not finite.
 */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): Correlation {
  checkFinite('Values', a);
  checkFinite('Values', b);
  const [ranksA, ranksB] = [averageRanks(a), averageRanks(b)];
  const found = pearson(ranksA, ranksB);
  if (found.coefficient === null || found.cases > MOST_EXACT) return found;
  return { ...found, p: exactP('spearman', ranksA, ranksB) };
}

/** Squares that are no more than the rounding of the mean. */
const constant = (squares: number, cases: number, centre: number) => squares <= cases * (1e-14 * centre) ** 2;
