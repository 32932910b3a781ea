import type { ExplainImage } from '../image-tensor.ts';
import type { ExplainItem } from '../prepared-explainer.ts';
import type { Row } from './expression-session.ts';

/** The classes of an item as rows have them: −1 stands for the one with the highest logit. */
export function targetsOf({ classes }: ExplainItem): readonly number[] {
  return classes === 'top1' ? [-1] : classes;
}

/** An item for each class, where every class takes a forward pass of its own. */
export function apart({ image, classes }: ExplainItem): ExplainItem[] {
  if (classes === 'top1' || classes.length <= 1) return [{ image, classes }];
  return classes.map((target) => ({ image, classes: [target] }));
}

/**
 * Items in lots of at most `most` explanations, an image without classes counted as one; an item with more is a lot of
 * its own.
 */
export function* lotsOf(items: readonly ExplainItem[], most: number): Generator<ExplainItem[]> {
  let lot: ExplainItem[] = [];
  let taken = 0;
  for (const item of items) {
    const size = Math.max(1, targetsOf(item).length);
    if (lot.length > 0 && taken + size > most) {
      yield lot;
      lot = [];
      taken = 0;
    }
    lot.push(item);
    taken += size;
  }
  if (lot.length > 0) yield lot;
}

/** The rows of a lot: item after item, each for its classes. An image without classes has a row that nobody reads. */
export function rowsOf(lot: readonly ExplainItem[]): Row[] {
  return lot.flatMap((item, image) => {
    const targets = targetsOf(item);
    return (targets.length > 0 ? targets : [-1]).map((target) => ({ image, target }));
  });
}

/** What goes through the network together. */
export interface FilledLot {
  readonly images: readonly ExplainImage[];
  /** Those of the lot first. */
  readonly rows: readonly Row[];
}

/**
 * A lot whose last image and row are repeated, so that a device sees few sizes: up to `size` where images have a class each; where
 * some have more, up to powers of two that are no larger.
 */
export function filledUp(lot: readonly ExplainItem[], size = 0): FilledLot {
  const images = lot.map(({ image }) => image);
  const rows = rowsOf(lot);
  const isEven = rows.length === lot.length;
  if (!isEven && lot.length === 1) return { images, rows };
  const filled = (length: number) => Math.max(length, Math.min(size, isEven ? size : nextPower(length)));
  const last = { image: lot.length - 1, target: rows[rows.length - 1].target };
  return {
    images: padded(images, filled(images.length), () => images[images.length - 1]),
    rows: padded(rows, filled(rows.length), (row) => (isEven ? { ...last, image: row } : last)),
  };
}

function padded<T>(items: readonly T[], length: number, more: (place: number) => T): T[] {
  return Array.from({ length }, (_, place) => (place < items.length ? items[place] : more(place)));
}

function nextPower(length: number): number {
  return 2 ** Math.ceil(Math.log2(length));
}
