import { normalTwoSided } from '../special/normal.ts';
import { sum } from '../summary.ts';

/**
 * Several tests of one hypothesis as one, two-sided: Σz / √(Σᵢⱼ rᵢⱼ). Stouffer 1949; dependent tests: Strube, Psychological
 * Bulletin 97(2), 1985, doi:10.1037/0033-2909.97.2.334.
 * @param correlations between the z, 1 on the diagonal; absent: independent.
 * @returns null where the correlations leave the sum no variance, or there is no z.
 */
export function stouffer(
  z: readonly number[],
  correlations: readonly (readonly number[])[] = z.map((_, i) => z.map((_, j) => Number(i === j))),
): { readonly z: number; readonly p: number } | null {
  if (correlations.length !== z.length || correlations.some((row) => row.length !== z.length))
    throw new RangeError(`The correlations must be a matrix of ${z.length} rows and columns`);
  const variance = sum(correlations.map(sum));
  if (!(variance > 1e-12)) return null;
  const combined = sum(z) / Math.sqrt(variance);
  return { z: combined, p: normalTwoSided(combined) };
}
