import type { Context } from '../analysis/context.ts';
import type { SeriesKind } from '../data.ts';

/** Headings of the kinds of series, in the order shown. */
export const SERIES_KINDS: readonly (readonly [kind: SeriesKind, heading: string])[] = [
  ['method', 'Methods'],
  ['prior', 'Trivial answers'],
  ['reader', 'Readers'],
];

export const headingOf = (kind: SeriesKind): string => new Map(SERIES_KINDS).get(kind)!;

/** Series that stand under one heading. */
export interface SeriesGroup {
  readonly title: string;
  /** Methods that are ranked, which those on part of the findings are not. */
  readonly ranked: boolean;
  readonly names: readonly string[];
}

/** The groups of a table of series, in the order shown; empty ones are left out. */
export function seriesGroups({ series, primary }: Context, names: readonly string[]): SeriesGroup[] {
  const partial = names.filter((name) => primary?.comparison.partial.includes(name));
  const rest = names.filter((name) => !partial.includes(name));
  const [methods, ...others] = SERIES_KINDS.map(([kind, title]) => ({
    ...{ title, ranked: kind === 'method', names: series.ofKind(kind, rest) },
  }));
  const apart = { title: 'Methods on part of the findings', ranked: false, names: partial };
  return [methods, apart, ...others].filter((group) => group.names.length > 0);
}
