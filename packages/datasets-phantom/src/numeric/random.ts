/** A seeded stream of random numbers, the same on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  (): number;
  between(low: number, high: number): number;
  normal(mean: number, deviation: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
}

/**
 * The stream of one seed for one purpose (mulberry32), so that what is drawn for one purpose never shifts what is drawn
 * for another.
 */
export function randomOf(seed: number, purpose: string): Random {
  let state = mixed(seed, purpose);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low: number, high: number): number => low + (high - low) * next();
  return Object.assign(next, {
    between,
    normal: (mean: number, deviation: number): number => mean + deviation * (sumOfFour(next) - 2) * SQRT_3,
    chance: (probability: number): boolean => next() < probability,
    pick: <T>(choices: readonly T[]): T => choices[Math.floor(next() * choices.length)],
  });
}

/** Of variance 1: four uniform numbers have 4/12. */
const SQRT_3 = Math.sqrt(3);

/** Near enough to normal, and free of functions whose last digit differs between machines. */
function sumOfFour(next: () => number): number {
  return next() + next() + next() + next();
}

/** FNV-1a over the seed's bytes and the purpose. */
function mixed(seed: number, purpose: string): number {
  let hash = 0x811c9dc5;
  const add = (byte: number): void => {
    hash = Math.imul(hash ^ byte, 0x01000193);
  };
  for (let shift = 0; shift < 32; shift += 8) add((seed >>> shift) & 255);
  for (let i = 0; i < purpose.length; i++) add(purpose.charCodeAt(i) & 255);
  return hash >>> 0;
}
