import type { FactorTable } from '@camscope/statistics';
import type { ReportOptions } from '../options.ts';
import type { SeriesList } from './series.ts';

/** Mean agreement of two, over the rows that the pairs of its group have in common. */
export interface PairValue {
  readonly a: string;
  readonly b: string;
  readonly value: number;
  readonly rows: number;
}

/** Who was compared with whom on how much. A row is a finding on a network. */
export interface PairCoverage {
  /** Methods that were compared on at least the share `minimumCoverage` of the rows. */
  readonly methods: readonly string[];
  /** The other methods, with the findings on which each was compared. */
  readonly apart: readonly { readonly name: string; readonly findings: number }[];
  /** Rows that every pair of these methods has, findings that these are of, and findings in all. */
  readonly rows: number;
  readonly findings: number;
  readonly allFindings: number;
  readonly amongMethods: readonly PairValue[];
  /** A reader first; on those of the rows that the reader and all of the methods have. */
  readonly withReaders: readonly PairValue[];
  /** On those of the findings that the two have. */
  readonly amongReaders: readonly PairValue[];
}

/** Of the rows of one measure under one segmenter, pairs of two networks left out. */
export function pairCoverage(
  table: FactorTable,
  series: SeriesList,
  { minimumCoverage }: ReportOptions,
): PairCoverage {
  const { pairs, places } = pairsIn(table);
  const names = series.sorted([...pairs.values()].flatMap(({ a, b }) => [a, b]));
  const [all, readers] = [series.ofKind('method', names), series.ofKind('reader', names)];
  const of = (a: string, b: string) => pairs.get(pairKey(a, b))?.values ?? new Map<string, number>();
  const placesOf = (name: string) =>
    new Set([...all, ...readers].flatMap((other) => [...of(name, other).keys()]));
  const covered = new Map(all.map((name) => [name, placesOf(name)]));
  const every = new Set([...covered.values()].flatMap((set) => [...set]));
  const methods = all.filter(
    (name) => covered.get(name)!.size >= minimumCoverage * every.size && every.size > 0,
  );
  const findingsIn = (keys: Iterable<string>) => new Set([...keys].map((key) => places.get(key)!)).size;
  const among = couples(methods);
  const rows = [...every].filter((place) => among.every(([a, b]) => of(a, b).has(place)));
  const valueOf = (a: string, b: string, at: readonly string[]): PairValue[] =>
    at.length === 0 ? [] : [{ a, b, value: mean(at.map((place) => of(a, b).get(place)!)), rows: at.length }];
  const used = new Set(rows.map((place) => places.get(place)!));
  return {
    methods,
    apart: all
      .filter((name) => !methods.includes(name))
      .map((name) => ({ name, findings: findingsIn(covered.get(name)!) })),
    ...{ rows: rows.length, findings: used.size, allFindings: findingsIn(every) },
    amongMethods: among.flatMap(([a, b]) => valueOf(a, b, rows)),
    withReaders: readers.flatMap((reader) => {
      const at = rows.filter((place) => methods.every((name) => of(reader, name).has(place)));
      return methods.flatMap((name) => valueOf(reader, name, at));
    }),
    amongReaders: couples(readers).flatMap(([a, b]) =>
      valueOf(
        a,
        b,
        [...of(a, b).keys()].filter((place) => used.size === 0 || used.has(places.get(place)!)),
      ),
    ),
  };
}

interface Pair {
  readonly a: string;
  readonly b: string;
  /** By place: a finding, on a network where one of the two is a method. */
  readonly values: Map<string, number>;
}

/** Every pair's values by place; and the finding that each place is of. */
function pairsIn(table: FactorTable) {
  const pairs = new Map<string, Pair>();
  const places = new Map<string, string>();
  for (let row = 0; row < table.size; row++) {
    const value = table.value(row);
    const level = (factor: string) => table.level(row, factor);
    const models = [level('model_a'), level('model_b')].filter((name) => name !== '');
    if (value === null || new Set(models).size > 1) continue;
    const finding = JSON.stringify([level('class'), level('image')]);
    const place = `${finding} ${models[0] ?? ''}`;
    places.set(place, finding);
    const [a, b] = [level('a'), level('b')];
    const key = pairKey(a, b);
    const pair = pairs.get(key) ?? { a, b, values: new Map<string, number>() };
    pairs.set(key, pair);
    pair.values.set(place, value);
  }
  return { pairs, places };
}

const pairKey = (a: string, b: string) => JSON.stringify(a < b ? [a, b] : [b, a]);

const couples = (names: readonly string[]): [string, string][] =>
  names.flatMap((a, i) => names.slice(i + 1).map((b): [string, string] => [a, b]));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
