import { checkFinite, checkSameLength } from '../check.ts';
import { nothing, type Result } from '../result.ts';
import { differences, mean, variance } from '../summary.ts';

/**
 * Cohen's d of paired values: the mean of a - b in standard deviations of a - b. Lakens 2013,
 * doi:10.3389/fpsyg.2013.00863.
 * @throws RangeError when lengths differ or a value is not finite.
 */
export function cohenDz(a: ArrayLike<number>, b: ArrayLike<number>): Result {
  checkSameLength('Paired values', a, b);
  const paired = differences(a, b);
  checkFinite('Differences', paired);
  if (paired.length < 2) return nothing('There are fewer than two pairs');
  const spread = Math.sqrt(variance(paired));
  const shift = mean(paired);
  return spread > 1e-12 * Math.abs(shift) ? { value: shift / spread } : nothing('All differences are equal');
}
