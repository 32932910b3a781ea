import { checkFinite } from '../check.ts';
import { averageRanks } from '../ranks/average-ranks.ts';
import { nothing, type Result } from '../result.ts';
import { sum } from '../summary.ts';

/**
 * P(a > b) - P(a < b) of values drawn from each, -1 to 1. Cliff 1993, doi:10.1037/0033-2909.114.3.494.
 * @throws RangeError when a value is not finite.
 */
export function cliffsDelta(a: ArrayLike<number>, b: ArrayLike<number>): Result {
  checkFinite('Values', a);
  checkFinite('Values', b);
  if (a.length === 0 || b.length === 0) return nothing('One of the samples is empty');
  const all = [...Array.from(a), ...Array.from(b)];
  const wins = sum(averageRanks(all).subarray(0, a.length)) - (a.length * (a.length + 1)) / 2;
  return { value: (2 * wins) / (a.length * b.length) - 1 };
}
