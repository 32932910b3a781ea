import { checkAtLeast } from '../check.ts';

/** A stream of pseudo-random numbers that its seed decides. */
export interface Random {
  /** An integer in [0, 2³²). */
  uint32(): number;
  /** A number in [0, 1), a multiple of 2⁻³². */
  real(): number;
  /** An integer in [0, n), n up to 2³²; a bias below n / 2³² is accepted. */
  below(n: number): number;
}

/**
 * The generator sfc32 of Chris Doty-Humphrey's PractRand: 128 bits of state, shifts 9, 3 and 21. Seeded with its low and
 * high 32 bits as PractRand does, 12 numbers being thrown away.
 * @param seed an integer in [0, 2⁵³).
 */
export function createRandom(seed: number): Random {
  checkAtLeast('The seed', seed, 0);
  let a = 0;
  let b = seed | 0;
  let c = Math.floor(seed / 2 ** 32) | 0;
  let counter = 1;
  const uint32 = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) uint32();
  return {
    uint32,
    real: () => uint32() / 2 ** 32,
    below: (n) => Math.floor((uint32() / 2 ** 32) * n),
  };
}
