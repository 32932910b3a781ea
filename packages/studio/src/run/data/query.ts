import { FACTORS, wordOf, type Factor, type ScoreRows } from './score-rows.ts';

/** Which rows are looked at: all where nothing is said. */
export interface Filters {
  /** Names, any of which will do. */
  readonly words: Readonly<Partial<Record<Factor, readonly string[]>>>;
  /** A part of an image's name, in any case. */
  readonly search: string;
  /** Least and greatest value, in the first run. */
  readonly values?: readonly [least: number, greatest: number];
  /** Values of two methods, each from least to greatest: those of the findings on which both lie there. */
  readonly pair?: Brush;
  /** Of two runs: rows that have another value in the other, or none. */
  readonly differing: boolean;
}

export interface Brush {
  readonly x: string;
  readonly y: string;
  readonly xs: readonly [least: number, greatest: number];
  readonly ys: readonly [least: number, greatest: number];
}

export const NO_FILTERS: Filters = { words: {}, search: '', differing: false };

export type Column = Factor | 'value' | 'other' | 'difference';

export interface Order {
  readonly by: Column;
  readonly down: boolean;
}

/** Numbers of the rows that pass all filters, in the order of the rows. */
export function chosenRows(rows: ScoreRows, filters: Filters): Uint32Array {
  const { words, values, size } = rows;
  const tests: ((row: number) => boolean)[] = [];
  for (const name of FACTORS) {
    const wanted = filters.words[name];
    if (wanted) tests.push(among(words[name], (level) => wanted.includes(level)));
  }
  const part = filters.search.trim().toLowerCase();
  if (part !== '') tests.push(among(words.image, (level) => level.toLowerCase().includes(part)));
  if (filters.values) {
    const [least, greatest] = filters.values;
    tests.push((row) => values[0][row] >= least && values[0][row] <= greatest);
  }
  if (filters.differing && values.length > 1) tests.push((row) => !Object.is(values[0][row], values[1][row]));
  if (filters.pair) tests.push(onBoth(rows, filters.pair));
  const chosen = new Uint32Array(size);
  let count = 0;
  for (let row = 0; row < size; row++) if (tests.every((test) => test(row))) chosen[count++] = row;
  return chosen.slice(0, count);
}

/** The same rows in another order; rows without a value come last, whichever way. */
export function sortedRows(rows: ScoreRows, chosen: Uint32Array, { by, down }: Order): Uint32Array {
  const rank = rankOf(rows, by);
  const sign = down ? -1 : 1;
  return chosen.slice().sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return sign * (x - y) || a - b;
  });
}

/** A number by which a column is sorted: a value, or a word's place among all, numbers in it counted. */
function rankOf({ words, values }: ScoreRows, by: Column): (row: number) => number {
  const [first, second] = values;
  if (by === 'value') return (row) => first[row];
  if (by === 'other') return (row) => second?.[row] ?? NaN;
  if (by === 'difference') return (row) => (second?.[row] ?? NaN) - first[row];
  const { levels, codes } = words[by];
  const { compare } = new Intl.Collator('en', { numeric: true });
  const places = new Uint32Array(levels.length);
  levels
    .map((level, code) => ({ level, code }))
    .sort((a, b) => compare(a.level, b.level))
    .forEach(({ code }, place) => (places[code] = place));
  return (row) => places[codes[row]];
}

function among(
  { levels, codes }: ScoreRows['kinds'],
  wanted: (level: string) => boolean,
): (row: number) => boolean {
  const accepted = Uint8Array.from(levels, (level) => Number(wanted(level)));
  return (row) => accepted[codes[row]] === 1;
}

/** Rows of the findings, readers and networks of which both methods have values in the brush. */
function onBoth(rows: ScoreRows, { x, y, xs, ys }: Brush): (row: number) => boolean {
  const inside = new Set(
    pairsOf(rows, x, y)
      .filter(({ a, b }) => a >= xs[0] && a <= xs[1] && b >= ys[0] && b <= ys[1])
      .map(({ key }) => key),
  );
  return (row) => inside.has(caseOf(rows, row));
}

export interface Pair {
  /** Tells network, class, image and reader. */
  readonly key: string;
  /** Rows of both methods. */
  readonly rows: readonly [number, number];
  readonly a: number;
  readonly b: number;
}

/** The values of two methods on the same findings of the same networks, where both have one. */
export function pairsOf(rows: ScoreRows, x: string, y: string, among?: Uint32Array): Pair[] {
  const firsts = new Map<string, number>();
  const seconds = new Map<string, number>();
  const size = among?.length ?? rows.size;
  for (let i = 0; i < size; i++) {
    const row = among ? among[i] : i;
    const method = wordOf(rows.words.method, row);
    if (method === x) firsts.set(caseOf(rows, row), row);
    if (method === y) seconds.set(caseOf(rows, row), row);
  }
  return [...firsts].flatMap(([key, first]) => {
    const second = seconds.get(key);
    if (second === undefined) return [];
    const [a, b] = [rows.values[0][first], rows.values[0][second]];
    return Number.isNaN(a) || Number.isNaN(b) ? [] : [{ key, rows: [first, second] as const, a, b }];
  });
}

function caseOf({ words }: ScoreRows, row: number): string {
  return `${words.model.codes[row]} ${words.class.codes[row]} ${words.image.codes[row]} ${words.reader.codes[row]}`;
}
