import { readFileSync } from 'node:fs';
import { createRandom, type Random } from '../src/index.ts';

/** A file that tools/reference/scipy_statistics.py wrote. */
export function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as T;
}

/** Independent standard normal numbers, by Box and Muller. */
export function normals(seed: number): () => number {
  const random: Random = createRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random.real())) * Math.cos(2 * Math.PI * random.real());
}
