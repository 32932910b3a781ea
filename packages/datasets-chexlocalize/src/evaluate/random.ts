const SIZE = 624;
const OFFSET = 397;

/** Draws cases with replacement as NumPy's legacy generator does after `numpy.random.seed(seed)`. */
export interface LegacyRandom {
  /** `numpy.random.choice(count, size=count, replace=True)`. */
  choice(count: number): Uint32Array;
}

/**
 * The Mersenne Twister MT19937, seeded and read as `numpy.random.RandomState` does: bounded numbers are those of the
 * lowest bits that are in range. Matsumoto and Nishimura, ACM Trans. Model. Comput. Simul. 8(1), 1998,
 * doi:10.1145/272991.272995.
 * @param seed an integer in [0, 2³²).
 */
export function legacyRandom(seed: number): LegacyRandom {
  const state = seeded(seed);
  let at = SIZE;
  const uint32 = () => {
    if (at === SIZE) {
      renew(state);
      at = 0;
    }
    return tempered(state[at++]);
  };
  return {
    choice(count) {
      const mask = count > 1 ? 2 ** (32 - Math.clz32(count - 1)) - 1 : 0;
      return Uint32Array.from({ length: count }, () => {
        if (count === 1) return 0;
        let drawn = (uint32() & mask) >>> 0;
        while (drawn >= count) drawn = (uint32() & mask) >>> 0;
        return drawn;
      });
    },
  };
}

function seeded(seed: number): Uint32Array {
  const state = new Uint32Array(SIZE);
  state[0] = seed;
  for (let i = 1; i < SIZE; i++) {
    const before = state[i - 1] ^ (state[i - 1] >>> 30);
    state[i] = Math.imul(1812433253, before) + i;
  }
  return state;
}

function renew(state: Uint32Array): void {
  for (let i = 0; i < SIZE; i++) {
    const bits = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
    state[i] = state[(i + OFFSET) % SIZE] ^ (bits >>> 1) ^ (bits & 1 ? 0x9908b0df : 0);
  }
}

function tempered(word: number): number {
  let bits = word;
  bits ^= bits >>> 11;
  bits ^= (bits << 7) & 0x9d2c5680;
  bits ^= (bits << 15) & 0xefc60000;
  return (bits ^ (bits >>> 18)) >>> 0;
}
