import { checkAtLeast, checkBetween0And1 } from '../check.ts';
import { normalCdf, normalPdf } from './normal.ts';

/**
 * P(range of `k` independent standard normal variables ≤ q): the studentized range with infinite degrees of freedom, as
 * Nemenyi's test wants it. k ∫ φ(z) (Φ(z) - Φ(z - q))^(k-1) dz, by the trapezoidal rule, which converges exponentially here.
 */
export function studentizedRangeCdf(q: number, k: number): number {
  checkAtLeast('The number of means', k, 2);
  if (q <= 0) return 0;
  const total = nodes().reduce(
    (sum, { z, density, below }) => sum + density * (below - normalCdf(z - q)) ** (k - 1),
    0,
  );
  return Math.min(1, k * total * STEP);
}

/** The q that P(range ≤ q) = p belongs to, by the Illinois variant of regula falsi. */
export function studentizedRangeQuantile(p: number, k: number): number {
  checkBetween0And1('A probability', p);
  const excess = (q: number) => studentizedRangeCdf(q, k) - p;
  let [a, b] = [0, 4];
  while (excess(b) < 0) [a, b] = [b, 2 * b];
  let [atA, atB] = [excess(a), excess(b)];
  for (let i = 0; i < 100; i++) {
    const q = b - (atB * (b - a)) / (atB - atA);
    const atQ = excess(q);
    if (atQ === 0 || Math.abs(q - b) < 1e-12 * b) return q;
    if (atQ < 0 !== atB < 0) [a, atA] = [b, atB];
    else atA /= 2;
    [b, atB] = [q, atQ];
  }
  return b;
}

const LIMIT = 9;
const STEP = 1 / 8;

let kept: { readonly z: number; readonly density: number; readonly below: number }[] | undefined;

/** Where the integrand is looked at, with the density and distribution function there. */
function nodes() {
  return (kept ??= Array.from({ length: (2 * LIMIT) / STEP + 1 }, (_, i) => {
    const z = -LIMIT + i * STEP;
    return { z, density: normalPdf(z), below: normalCdf(z) };
  }));
}
