import type { Interval } from '@camscope/statistics';
import { fixed } from '../text/numbers.ts';

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  if (items.length <= 1) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** The first few of many, and how many there are besides. */
export function firstOf(items: readonly string[], most = 6): string {
  if (items.length <= most) return list(items);
  return `${items.slice(0, most - 1).join(', ')} and ${items.length - most + 1} others`;
}

/** `0.190–0.240`; `−0.020 to 0.150` where a bound is negative. Empty where there is no interval. */
export function range(
  low: number | null | undefined,
  high: number | null | undefined,
  decimals: number,
): string {
  if (low === null || low === undefined || high === null || high === undefined) return '';
  const [from, to] = [fixed(low, decimals), fixed(high, decimals)];
  return low < 0 || high < 0 ? `${from} to ${to}` : `${from}–${to}`;
}

/** `0.213 (0.190–0.240)`; `1.000 (no variation)` where all cases have it. */
export function estimate({ estimate: value, low, high, reason }: Interval, decimals: number): string {
  const bounds = reason === 'no-variation' ? 'no variation' : range(low, high, decimals);
  return `${fixed(value, decimals)}${bounds && ` (${bounds})`}`;
}

/** `0.213`, or `0.190–0.240` where the two differ to the digit shown. */
export function rangeOf(low: number, high: number, decimals: number): string {
  return fixed(low, decimals) === fixed(high, decimals) ? fixed(low, decimals) : range(low, high, decimals);
}

/** `a and b`; `7 methods (a, b, …)`. */
export function someOf(items: readonly string[], what = 'methods', most = 3): string {
  return items.length <= most
    ? list(items)
    : `${items.length} ${what} (${items.slice(0, most - 1).join(', ')}, …)`;
}
