import { readFileSync } from 'node:fs';

const FOLDER = new URL('../tests/fixtures/matrix/', import.meta.url);

/** Where what is kept of a map lies. */
interface Stored {
  readonly offset: number;
  readonly length: number;
  /** Of the numbers of the map, every so many are kept. */
  readonly step: number;
}

/** By network: the seed of the explained image, and of each method what its map is held to. */
const index = JSON.parse(readFileSync(new URL('index.json', FOLDER), 'utf8')) as Readonly<
  Record<string, { readonly imageSeed: number; readonly maps: Readonly<Record<string, Stored>> }>
>;
const numbers = new Float32Array(new Uint8Array(readFileSync(new URL('maps.f32', FOLDER))).buffer);

export function imageSeedOf(network: string): number {
  return index[network].imageSeed;
}

/** Of a map that is made by definition in float64, by tools/peers/matrix, some numbers; undefined where there is none. */
export function referenceOf(network: string, method: string) {
  const stored = index[network].maps[method];
  if (!stored) return undefined;
  const { offset, length, step } = stored;
  return { step, values: numbers.subarray(offset, offset + length) };
}
