import { createRandom } from '../random/random.ts';
import type { Settings } from './options.ts';

/** Draws that are kept: 2 bytes each, 32 MiB in all, of so many numbers of clusters. */
const KEPT = 2 ** 24;
const LISTS = 64;

/** The clusters drawn in one replicate. */
export type Draw = Uint16Array | Uint32Array;

/** The last used last. */
const kept = new Map<string, Uint16Array>();

/**
 * For each replicate, as many of `count` clusters as there are, with replacement. They hang on the seed and the two numbers
 * alone, so that of many intervals only the first makes them; what would take more than 32 MiB is made anew each time. A
 * draw is not to be kept: the next one may be written over it.
 */
export function* draws(
  count: number,
  { replicates, seed }: Pick<Settings, 'replicates' | 'seed'>,
): Generator<Draw> {
  if (count > 2 ** 16 || count * replicates > KEPT) {
    const random = createRandom(seed);
    const draw = new Uint32Array(count);
    for (let r = 0; r < replicates; r++) yield fill(draw, random.below, count);
    return;
  }
  const all = recall(count, replicates, seed);
  for (let r = 0; r < replicates; r++) yield all.subarray(r * count, (r + 1) * count);
}

function recall(count: number, replicates: number, seed: number): Uint16Array {
  const key = `${seed} ${replicates} ${count}`;
  const all = kept.get(key) ?? fill(new Uint16Array(replicates * count), createRandom(seed).below, count);
  kept.delete(key);
  kept.set(key, all);
  let size = [...kept.values()].reduce((sum, { length }) => sum + length, 0);
  for (const [oldest, { length }] of kept) {
    if (size <= KEPT && kept.size <= LISTS) break;
    kept.delete(oldest);
    size -= length;
  }
  return all;
}

function fill<T extends Draw>(draw: T, below: (n: number) => number, count: number): T {
  for (let i = 0; i < draw.length; i++) draw[i] = below(count);
  return draw;
}
