import { checkFinite, checkSameLength } from '../check.ts';
import { averageRanks, tieSizes } from '../ranks/average-ranks.ts';
import { chiSquaredSurvival, fSurvival } from '../special/distributions.ts';

/** Friedman's test of k treatments in n blocks. */
export interface Friedman {
  /** Chi-squared, corrected for ties. */
  readonly statistic: number | null;
  readonly degrees: number;
  readonly p: number | null;
  /** Iman and Davenport 1980, less conservative: doi:10.1080/03610928008827904. */
  readonly imanDavenport: {
    /** Null where all blocks agree completely and F would be infinite. */
    readonly statistic: number | null;
    readonly degrees: readonly [number, number];
    readonly p: number | null;
  };
  /** Kendall's coefficient of concordance, 0 to 1. */
  readonly kendallW: number | null;
  /** Of each treatment over the blocks; 1 is best. Empty without blocks. */
  readonly averageRanks: readonly number[];
  readonly blocks: number;
  readonly reason?: 'fewer-than-two-treatments' | 'fewer-than-two-blocks' | 'all-tied' | 'complete-agreement';
}

/**
 * Do treatments differ? Where all values of every block are tied, p is 1; where all blocks give the same order, Iman and
 * Davenport's p is that of this event, k!^(1-n).
 * Demšar, JMLR 7:1-30, 2006; ties: Conover, Practical Nonparametric Statistics, 1999, 5.8.
 * @param columns one per treatment, aligned by block.
 * @param direction which values are best.
 * @throws RangeError when lengths differ or a value is not finite.
 */
export function friedman(columns: readonly ArrayLike<number>[], direction: 'higher' | 'lower'): Friedman {
  const k = columns.length;
  const blocks = k > 0 ? columns[0].length : 0;
  for (const column of columns) {
    checkSameLength('Treatments', columns[0], column);
    checkFinite('Values', column);
  }
  const { sums, tieCorrection } = rankSums(columns, blocks, direction === 'higher' ? -1 : 1);
  const ranks = blocks > 0 ? sums.map((total) => total / blocks) : [];
  const degrees = k - 1;
  const denominators: [number, number] = [degrees, degrees * (blocks - 1)];
  const give = (
    [statistic, p]: readonly [number | null, number | null],
    [f, fp]: readonly [number | null, number | null],
    reason?: Friedman['reason'],
  ): Friedman => ({
    statistic,
    degrees,
    p,
    imanDavenport: { statistic: f, degrees: denominators, p: fp },
    kendallW: statistic === null ? null : statistic / (blocks * degrees),
    averageRanks: ranks,
    blocks,
    ...(reason && { reason }),
  });
  if (k < 2) return give([null, null], [null, null], 'fewer-than-two-treatments');
  if (blocks < 2) return give([null, null], [null, null], 'fewer-than-two-blocks');
  if (tieCorrection === 0) return give([0, 1], [0, 1], 'all-tied');

  const spread = ranks.reduce((total, rank) => total + (rank - (k + 1) / 2) ** 2, 0);
  const statistic = (12 * blocks * spread) / (k * (k + 1)) / tieCorrection;
  const chi = [statistic, chiSquaredSurvival(statistic, degrees)] as const;
  const left = blocks * degrees - statistic;
  if (left <= 1e-9 * statistic) return give(chi, [null, factorial(k) ** (1 - blocks)], 'complete-agreement');
  const f = ((blocks - 1) * statistic) / left;
  return give(chi, [f, fSurvival(f, ...denominators)]);
}

/** Sums of ranks within blocks, and the share of a block's rank variance that ties leave. */
function rankSums(columns: readonly ArrayLike<number>[], blocks: number, sign: number) {
  const k = columns.length;
  const sums = columns.map(() => 0);
  let ties = 0;
  for (let block = 0; block < blocks; block++) {
    const row = columns.map((column) => sign * column[block]);
    averageRanks(row).forEach((rank, c) => (sums[c] += rank));
    for (const size of tieSizes(row)) ties += size ** 3 - size;
  }
  return { sums, tieCorrection: 1 - ties / (blocks * (k ** 3 - k)) };
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
