import type { Interval } from '@camscope/statistics';
import type { Cell } from '../tables/table.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { range } from './words.ts';

/** A mean with its interval below. */
export function estimateCell(
  { estimate, low, high, cases }: Interval,
  decimals: number,
  options: { readonly strong?: boolean; readonly n?: boolean; readonly missing?: string } = {},
): Cell {
  if (estimate === null) return { text: DASH, note: options.missing ?? 'no case has a value' };
  const small = [range(low, high, decimals), options.n ? `n = ${cases}` : ''].filter(Boolean);
  return {
    text: fixed(estimate, decimals),
    ...(small.length > 0 ? { small } : {}),
    ...(options.strong ? { strong: true } : {}),
  };
}

/** Indices of the best of the values, all of them where they tie to the digit shown. */
export function bestOf(
  values: readonly (number | null)[],
  direction: 'higher' | 'lower' | 'none',
  decimals: number,
): Set<number> {
  const there = values.filter((value) => value !== null);
  if (direction === 'none' || there.length < 2) return new Set();
  const best = direction === 'higher' ? Math.max(...there) : Math.min(...there);
  return new Set(
    values.flatMap((value, i) =>
      value !== null && fixed(value, decimals) === fixed(best, decimals) ? [i] : [],
    ),
  );
}

/** A p-value, or why there is none. */
export function pCell(p: number | null): Cell {
  if (p === null) return { text: DASH, note: 'the test has no p-value: no pair differs' };
  return { text: p < 0.001 ? '< 0.001' : p.toFixed(3) };
}
