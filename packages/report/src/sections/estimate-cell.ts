import type { Interval } from '@camscope/statistics';
import type { Cell } from '../tables/table.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { range } from './words.ts';

/** Note on a mean over fewer cases than its column says. */
export const PART = 'over fewer findings than the others: n counts them';

interface EstimateCellOptions {
  readonly strong?: boolean;
  /** Says the number of cases. */
  readonly n?: boolean;
  /** Cases of the column: where the mean has fewer, it says so. */
  readonly whole?: number;
  readonly missing?: string;
}

/** A mean with its interval below. */
export function estimateCell(
  { estimate, low, high, cases, reason }: Interval,
  decimals: number,
  options: EstimateCellOptions = {},
): Cell {
  if (estimate === null) return { text: DASH, note: options.missing ?? 'no case has a value' };
  const part = options.whole !== undefined && cases < options.whole;
  const bounds = reason === 'no-variation' ? 'no variation' : range(low, high, decimals);
  const small = [bounds, options.n || part ? `n = ${cases}` : ''].filter(Boolean);
  return {
    text: fixed(estimate, decimals),
    ...(part ? { note: PART } : {}),
    ...(small.length > 0 ? { small } : {}),
    ...(options.strong ? { strong: true } : {}),
  };
}

/** Indices of the best of the values, and of those that lie no further from it than the tolerance; none where all do. */
export function bestOf(
  values: readonly (number | null)[],
  direction: 'higher' | 'lower' | 'none',
  tolerance: number,
): Set<number> {
  const there = values.filter((value) => value !== null);
  if (direction === 'none' || there.length < 2) return new Set();
  const best = direction === 'higher' ? Math.max(...there) : Math.min(...there);
  const near = values.flatMap((value, i) =>
    value !== null && Math.abs(value - best) <= tolerance ? [i] : [],
  );
  return new Set(near.length === there.length ? [] : near);
}

/** A p-value, or why there is none. */
export function pCell(p: number | null): Cell {
  if (p === null) return { text: DASH, note: 'the test has no p-value: no pair differs' };
  return { text: p < 0.001 ? '< 0.001' : p.toFixed(3) };
}
