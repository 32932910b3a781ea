import { checkFinite, checkSameLength } from '../check.ts';
import { averageRanks, tieSizes } from '../ranks/average-ranks.ts';
import { normalQuantile, normalTwoSided } from '../special/normal.ts';
import { differences, sum } from '../summary.ts';
import { signedRankTails } from './signed-rank-distribution.ts';

export interface WilcoxonOptions {
  /**
   * Pairs without a difference are dropped before ranking (Wilcoxon 1945), or ranked and then dropped (Pratt 1959,
   * doi:10.1080/01621459.1959.10501526). Default: 'wilcox'.
   */
  readonly zeros?: 'wilcox' | 'pratt';
  /**
   * Exact: of all assignments of signs to the ranks at hand. 'auto' is exact for at most 50 pairs without zeros and without
   * ties, as R and SciPy are. Default: 'auto'.
   */
  readonly distribution?: 'auto' | 'exact' | 'normal';
  /** Whether the normal approximation moves the statistic by 1/2 towards its mean. Default: true. */
  readonly continuity?: boolean;
}

/** Wilcoxon's signed-rank test of paired values, two-sided. */
export interface Wilcoxon {
  /** The smaller rank sum. */
  readonly statistic: number;
  /** Rank sums of the pairs with a > b and with a < b. */
  readonly positive: number;
  readonly negative: number;
  readonly pairs: number;
  /** Pairs without a difference. */
  readonly zeros: number;
  /** Whether differences of equal size share a rank. */
  readonly tied: boolean;
  readonly p: number | null;
  /** The standard normal deviate with this p, positive where a is larger. */
  readonly z: number | null;
  readonly distribution: 'exact' | 'normal';
  /** Matched-pairs rank-biserial correlation (W⁺ - W⁻) / (W⁺ + W⁻), -1 to 1: Kerby 2014, doi:10.2466/11.IT.3.1. */
  readonly rankBiserial: number | null;
  readonly reason?: 'no-pairs' | 'no-differences';
}

/**
 * Are the differences a - b symmetrical about 0? Without pairs, p is null; where all differences are 0, p is 1.
 * @throws RangeError when lengths differ or a value is not finite.
 */
export function wilcoxon(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: WilcoxonOptions = {},
): Wilcoxon {
  checkSameLength('Paired values', a, b);
  return wilcoxonOfDifferences(differences(a, b), options);
}

/** The same test, of differences. */
export function wilcoxonOfDifferences(values: Float64Array, options: WilcoxonOptions = {}): Wilcoxon {
  checkFinite('Differences', values);
  const { zeros = 'wilcox', distribution = 'auto', continuity = true } = options;
  const ranks = signedRanks(values, zeros);
  const counted = ranks.filter((rank) => rank !== 0);
  const zeroCount = values.length - counted.length;
  const sizes = counted.map(Math.abs);
  const tied = tieSizes(sizes).some((size) => size > 1);
  const positive = sum(counted.filter((rank) => rank > 0));
  const negative = sum(sizes) - positive;
  const exact =
    distribution === 'exact' || (distribution === 'auto' && values.length <= 50 && zeroCount === 0 && !tied);
  const common = {
    statistic: Math.min(positive, negative),
    positive,
    negative,
    pairs: values.length,
    zeros: zeroCount,
    tied,
    distribution: exact ? ('exact' as const) : ('normal' as const),
  };
  if (values.length === 0) return { ...common, p: null, z: null, rankBiserial: null, reason: 'no-pairs' };
  if (counted.length === 0) return { ...common, p: 1, z: 0, rankBiserial: 0, reason: 'no-differences' };
  const found = exact ? exactTest(sizes, positive) : normalTest(sizes, positive, continuity);
  return { ...common, ...found, rankBiserial: (positive - negative) / (positive + negative) };
}

/** The rank of each difference's size, with its sign; 0 for no difference. */
export function signedRanks(values: Float64Array, zeros: 'wilcox' | 'pratt'): Float64Array {
  const ranks = averageRanks(values.map(Math.abs));
  const zeroCount = values.reduce((count, value) => count + Number(value === 0), 0);
  const offset = zeros === 'wilcox' ? zeroCount : 0;
  return ranks.map((rank, i) => (values[i] === 0 ? 0 : Math.sign(values[i]) * (rank - offset)));
}

function exactTest(ranks: Float64Array, positive: number): { p: number; z: number } {
  const [below, above] = signedRankTails(ranks, positive);
  const p = Math.min(1, 2 * Math.min(below, above));
  const size = -normalQuantile(p / 2);
  return { p, z: size === 0 ? 0 : above < below ? size : -size };
}

/** The mean of the positive rank sum is half of all ranks, its variance a quarter of their squares: ties included. */
function normalTest(ranks: Float64Array, positive: number, continuity: boolean): { p: number; z: number } {
  const excess = positive - sum(ranks) / 2;
  const deviation = Math.sqrt(sum(ranks.map((rank) => rank * rank)) / 4);
  const z = (excess - (continuity ? 0.5 * Math.sign(excess) : 0)) / deviation;
  return { p: normalTwoSided(z), z };
}
