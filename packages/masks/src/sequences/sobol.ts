import { DIRECTION_NUMBERS } from './direction-numbers.ts';

/** Bits of a number. */
const BITS = 30;

const parsed = (): number[][] => DIRECTION_NUMBERS.split(';').map((row) => row.trim().split(' ').map(Number));

/** The most dimensions that a sequence has. */
export const MOST_DIMENSIONS = 242;

/**
 * The first points of the Sobol sequence, numbers in (0, 1), without the one in the corner: as SciPy's and TensorFlow's, not
 * scrambled. Each point is a view of its own.
 * @param dimensions 1 to 242.
 */
export function sobolSequence(dimensions: number, count: number): Float64Array[] {
  const directions = [
    { bits: new Array<number>(BITS).fill(1) },
    ...parsed().map((row) => ({ bits: extended(row) })),
  ]
    .slice(0, dimensions)
    .map(({ bits }) => bits.map((m, j) => m * 2 ** (BITS - 1 - j)));
  const state = new Uint32Array(dimensions);
  return Array.from({ length: count }, (_, n) => {
    const bit = lowestZero(n);
    return Float64Array.from(directions, (of, d) => (state[d] ^= of[bit]) / 2 ** BITS);
  });
}

/** Place of the lowest bit that is 0. */
function lowestZero(n: number): number {
  return Math.log2(~n & (n + 1));
}

/** All direction numbers, by the recurrence of the polynomial. */
function extended([polynomial, ...first]: readonly number[]): number[] {
  const degree = first.length;
  const m = [...first];
  for (let j = degree; j < BITS; j++) {
    let next = m[j - degree];
    for (let k = 0; k < degree; k++)
      if ((polynomial >> (degree - 1 - k)) & 1) next ^= m[j - k - 1] * 2 ** (k + 1);
    m.push(next);
  }
  return m;
}
