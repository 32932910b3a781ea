import { gammaQ } from './gamma.ts';

/** Standard normal density. */
export const normalPdf = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

/** Standard normal distribution function, precise in both tails. */
export function normalCdf(z: number): number {
  const tail = gammaQ(0.5, 0.5 * z * z) / 2;
  return z > 0 ? 1 - tail : tail;
}

/** P(|Z| ≥ |z|). */
export const normalTwoSided = (z: number): number => gammaQ(0.5, 0.5 * z * z);

/**
 * The z below which a share p of the standard normal distribution lies, -∞ to ∞: a rational guess (Abramowitz and
 * Stegun 26.2.23) and Halley's steps.
 * @throws RangeError unless 0 ≤ p ≤ 1.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability must lie in [0, 1], got ${p}`);
  if (p === 0.5) return 0;
  if (p > 0.5) return p === 1 ? Infinity : -lowerQuantile(1 - p);
  return p === 0 ? -Infinity : lowerQuantile(p);
}

function lowerQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  let z =
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let i = 0; i < 3; i++) {
    const step = (normalCdf(z) - p) / normalPdf(z);
    z -= step / (1 + (step * z) / 2);
  }
  return z;
}
