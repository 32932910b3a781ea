import type { ExplainItem } from '../prepared-explainer.ts';
import type { Row } from './expression-session.ts';

/** The classes of an item as rows have them: −1 stands for the one with the highest logit. */
export function targetsOf({ classes }: ExplainItem): readonly number[] {
  return classes === 'top1' ? [-1] : classes;
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

/** A lot of images of a class each, its last item repeated until there are `size`; any other lot as it is. */
export function filledUp(lot: readonly ExplainItem[], size = 0): readonly ExplainItem[] {
  if (lot.some((item) => targetsOf(item).length > 1)) return lot;
  return [...lot, ...Array.from({ length: Math.max(0, size - lot.length) }, () => lot[lot.length - 1])];
}
