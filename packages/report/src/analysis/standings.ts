import type { Interval } from '@camscope/statistics';
import type { SeriesKind } from '../data.ts';
import { meanOver, type Comparison, type Judged } from './comparison.ts';
import { towardsBetter } from './measures.ts';
import { findingsIn, shared, sideBySide } from './side-by-side.ts';

/** Where a series stands, on the rows that it shares with all compared methods. */
export interface Standing {
  readonly name: string;
  readonly kind: SeriesKind;
  readonly mean: Interval;
  readonly findings: number;
  /** Fewer rows than the compared methods share: its mean is held against theirs on the same rows alone. */
  readonly part: boolean;
  /** Of a series on part of the rows: the compared method with the best mean there. */
  readonly rival?: { readonly name: string; readonly mean: Interval };
}

/** The groups of a plot of series, in this order. */
export interface Standings {
  readonly compared: readonly Standing[];
  readonly partial: readonly Standing[];
  readonly priors: readonly Standing[];
  readonly readers: readonly Standing[];
}

/** Best first within each group, but those on part of the findings as declared, for they are no ranking. */
export function standingsOf(
  { cube, measure, series, options }: Judged,
  { methods, partial, rows: compared }: Comparison,
): Standings {
  const sign = towardsBetter(measure);
  const best = (of: (name: string) => number) =>
    methods.reduce((a, b) => (sign * of(b) > sign * of(a) ? b : a));
  const standing = (name: string): Standing => {
    const side = sideBySide(cube, series, [...methods, name]);
    const rows = shared(side, [...methods, name]);
    const of = (other: string) => meanOver(side, other, rows, options);
    const common = { name, kind: series.kind(name), mean: of(name), findings: findingsIn(side, rows) };
    const part = methods.length > 0 && rows.length < compared;
    if (!part || rows.length === 0) return { ...common, part };
    const means = new Map(methods.map((other) => [other, of(other)]));
    const rival = best((other) => means.get(other)!.estimate!);
    return { ...common, part, rival: { name: rival, mean: means.get(rival)! } };
  };
  const group = (names: readonly string[]) =>
    names.map(standing).filter(({ mean }) => mean.estimate !== null);
  const ranked = (names: readonly string[]) =>
    group(names).sort((a, b) => sign * (b.mean.estimate! - a.mean.estimate!));
  return {
    compared: ranked(methods),
    partial: group(partial),
    priors: ranked(series.ofKind('prior', cube.series)),
    readers: ranked(series.ofKind('reader', cube.series)),
  };
}
