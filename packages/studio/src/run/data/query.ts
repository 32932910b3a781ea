import { FACTORS, type Factor, type ScoreRows } from './score-rows.ts';

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

function among(
  { levels, codes }: ScoreRows['kinds'],
  wanted: (level: string) => boolean,
): (row: number) => boolean {
  const accepted = Uint8Array.from(levels, (level) => Number(wanted(level)));
  return (row) => accepted[codes[row]] === 1;
}

/** Rows of the findings, readers and networks of which both methods have values in the brush. */
function onBoth(rows: ScoreRows, { x, y, xs, ys }: Brush): (row: number) => boolean {
  const inside = new Uint8Array(rows.caseCount);
  for (const { a, b, rows: of } of pairsOf(rows, x, y))
    if (a >= xs[0] && a <= xs[1] && b >= ys[0] && b <= ys[1]) inside[rows.cases[of[0]]] = 1;
  return (row) => inside[rows.cases[row]] === 1;
}

export interface Pair {
  /** Rows of both methods. */
  readonly rows: readonly [number, number];
  readonly a: number;
  readonly b: number;
}

/** The values of two methods on the same findings of the same networks, where both have one. */
export function pairsOf(rows: ScoreRows, x: string, y: string, among?: Uint32Array): Pair[] {
  const { words, values, cases, caseCount, size } = rows;
  const [firsts, seconds] = [new Int32Array(caseCount).fill(-1), new Int32Array(caseCount).fill(-1)];
  const [across, up] = [x, y].map((method) => words.method.levels.indexOf(method));
  for (let i = 0; i < (among?.length ?? size); i++) {
    const row = among ? among[i] : i;
    const method = words.method.codes[row];
    if (method === across) firsts[cases[row]] = row;
    if (method === up) seconds[cases[row]] = row;
  }
  const pairs: Pair[] = [];
  for (let at = 0; at < caseCount; at++) {
    const [first, second] = [firsts[at], seconds[at]];
    if (first < 0 || second < 0) continue;
    const [a, b] = [values[0][first], values[0][second]];
    if (!Number.isNaN(a) && !Number.isNaN(b)) pairs.push({ rows: [first, second], a, b });
  }
  return pairs;
}
