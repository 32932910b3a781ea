import { checkAtLeast, checkBetween0And1 } from '../check.ts';
import { studentizedRangeCdf, studentizedRangeQuantile } from '../special/studentized-range.ts';

export interface Nemenyi {
  readonly alpha: number;
  /** Average ranks that differ by at least this differ at level alpha. */
  readonly criticalDifference: number;
  /** Of every pair of treatments; 1 on the diagonal. */
  readonly p: readonly (readonly number[])[];
}

/**
 * Nemenyi's test of all pairs after Friedman's: q / √2 · √(k(k+1) / 6n), q the quantile of the studentized range. Demšar,
 * JMLR 7:1-30, 2006.
 * @param averageRanks of two treatments or more.
 * @throws RangeError for fewer than two treatments or one block, or alpha outside (0, 1).
 */
export function nemenyi(averageRanks: readonly number[], blocks: number, alpha = 0.05): Nemenyi {
  const k = averageRanks.length;
  const criticalDifference = criticalDifferenceOf(k, blocks, alpha);
  const error = errorOf(k, blocks);
  return {
    alpha,
    criticalDifference,
    p: averageRanks.map((a) => averageRanks.map((b) => 1 - studentizedRangeCdf(Math.abs(a - b) / error, k))),
  };
}

/** What a critical-difference diagram draws. */
export interface CriticalDifferenceDiagram {
  readonly alpha: number;
  readonly blocks: number;
  readonly criticalDifference: number;
  /** Best rank first. */
  readonly entries: readonly { readonly name: string; readonly rank: number }[];
  /** Largest groups of neighbours that do not differ, as first and last index of entries; never one entry alone. */
  readonly cliques: readonly { readonly from: number; readonly to: number }[];
}

/** @throws RangeError as `nemenyi` does, or when names and ranks differ in number. */
export function criticalDifferenceDiagram(
  names: readonly string[],
  averageRanks: readonly number[],
  blocks: number,
  alpha = 0.05,
): CriticalDifferenceDiagram {
  if (names.length !== averageRanks.length)
    throw new RangeError(`Got ${names.length} names for ${averageRanks.length} ranks`);
  const criticalDifference = criticalDifferenceOf(names.length, blocks, alpha);
  const entries = names.map((name, i) => ({ name, rank: averageRanks[i] })).sort((a, b) => a.rank - b.rank);
  const cliques: { from: number; to: number }[] = [];
  for (let from = 0; from < entries.length; from++) {
    const to = entries.findLastIndex(({ rank }) => rank - entries[from].rank < criticalDifference);
    if (to > from && to > (cliques.at(-1)?.to ?? -1)) cliques.push({ from, to });
  }
  return { alpha, blocks, criticalDifference, entries, cliques };
}

function criticalDifferenceOf(k: number, blocks: number, alpha: number): number {
  checkAtLeast('The number of treatments', k, 2);
  checkAtLeast('The number of blocks', blocks, 1);
  checkBetween0And1('alpha', alpha);
  return studentizedRangeQuantile(1 - alpha, k) * errorOf(k, blocks);
}

/** Standard deviation of an average rank. */
const errorOf = (k: number, blocks: number) => Math.sqrt((k * (k + 1)) / (12 * blocks));
