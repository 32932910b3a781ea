import { randomOf } from '../numeric/random.ts';

/** Seed of one phantom of a set: an unsigned integer of 32 bits. */
export function phantomSeed(setSeed: number, index: number): number {
  return Math.floor(randomOf(setSeed, `phantom ${index}`)() * 2 ** 32);
}
