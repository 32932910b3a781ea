import { sha256 } from '../files/sha256.ts';

/** The blocks of images that a study's lots stay within, by the images' ids. */
export type Blocks = ReadonlyMap<string, number>;

/**
 * Consecutive images in blocks of `batch` to 4 × `batch`. Where a block ends is told by the id of its last image, so that images that
 * are added, at the end or in the middle, change the blocks around them and no others.
 */
export function blocksOf(ids: readonly string[], batch: number): Blocks {
  const blocks = new Map<string, number>();
  let block = 0;
  let count = 0;
  for (const id of ids) {
    blocks.set(id, block);
    count++;
    const ends = count >= 4 * batch || (count >= batch && numberOf(id) % batch === 0);
    if (!ends) continue;
    block++;
    count = 0;
  }
  return blocks;
}

/** The part of a run that is about a block of images. */
export function partOf(block: number): string {
  return `images ${block}`;
}

export interface Lot<T> {
  readonly block: number;
  readonly items: readonly T[];
}

/**
 * Items in their order, in lots that go together into a network: of one block each, and of a weight up to `most`; an item that
 * weighs more is a lot of its own.
 */
export function lotsOf<T>(
  items: readonly T[],
  most: number,
  blockOf: (item: T) => number,
  weightOf: (item: T) => number = () => 1,
): Lot<T>[] {
  const lots: { block: number; items: T[] }[] = [];
  let weight = 0;
  for (const item of items) {
    const [last, block] = [lots.at(-1), blockOf(item)];
    const more = weightOf(item);
    if (last?.block === block && weight + more <= most) {
      last.items.push(item);
      weight += more;
    } else {
      lots.push({ block, items: [item] });
      weight = more;
    }
  }
  return lots;
}

function numberOf(id: string): number {
  return Number.parseInt(sha256(id).slice(0, 8), 16);
}
