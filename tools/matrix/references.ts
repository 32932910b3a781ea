import { readFileSync } from 'node:fs';

const FOLDER = new URL('../tests/fixtures/matrix/', import.meta.url);

/** Where what is kept of a map lies. */
interface Stored {
  readonly offset: number;
  readonly length: number;
  /** Of the numbers of the map, every so many are kept. */
  readonly step: number;
}

interface OfNetwork {
  /** Of the explained image. */
  readonly imageSeed: number;
  /** Methods whose map of it is decided by rounding to float32. */
  readonly undecided: readonly string[];
  /** What the map of each method is held to. */
  readonly maps: Readonly<Record<string, Stored>>;
}

const index = JSON.parse(readFileSync(new URL('index.json', FOLDER), 'utf8')) as Readonly<
  Record<string, OfNetwork>
>;
const numbers = new Float32Array(new Uint8Array(readFileSync(new URL('maps.f32', FOLDER))).buffer);

export function imageSeedOf(network: string): number {
  return index[network].imageSeed;
}

export function isUndecided(network: string, method: string): boolean {
  return index[network].undecided.includes(method);
}

/** Of a map that is made by definition in float64, by tools/peers/matrix, some numbers; undefined where there is none. */
export function referenceOf(network: string, method: string) {
  const stored = index[network].maps[method];
  if (!stored) return undefined;
  const { offset, length, step } = stored;
  return { step, values: numbers.subarray(offset, offset + length) };
}
