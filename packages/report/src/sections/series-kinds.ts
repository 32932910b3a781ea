import type { SeriesKind } from '../data.ts';

/** Headings of the kinds of series, in the order shown. */
export const SERIES_KINDS: readonly (readonly [kind: SeriesKind, heading: string])[] = [
  ['method', 'Methods'],
  ['prior', 'Trivial answers'],
  ['reader', 'Readers'],
];

export const headingOf = (kind: SeriesKind): string => new Map(SERIES_KINDS).get(kind)!;
