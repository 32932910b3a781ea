import { FACTORS, type ScoreRows } from '../data/score-rows.ts';

/** How a row of the table stands: in one line where all names are whole in it, else in two. */
export interface RowLayout {
  readonly lines: 1 | 2;
  /** In CSS pixels. */
  readonly height: number;
  /** Widths of the columns, as the style takes them. */
  readonly columns: string;
}

/** CSS pixels of a character, a little more than most have, and of what is beside the words of a column. */
const CHARACTER = 7.6;
const BESIDE = 12;
/** Of a column of numbers. */
const NUMBER = 74;
/** Characters that a column's head takes. */
const HEAD = 8;

/** @param width of the table, in CSS pixels. */
export function rowLayout({ words, values }: ScoreRows, width: number): RowLayout {
  const names = FACTORS.map((name) => {
    const longest = words[name].levels.reduce((most, { length }) => Math.max(most, length), HEAD);
    return longest * CHARACTER + BESIDE;
  });
  const numbers = values.length > 1 ? [NUMBER, NUMBER, NUMBER] : [NUMBER];
  const inOne = [...names, ...numbers].reduce((sum, one) => sum + one);
  if (inOne <= width) return { lines: 1, height: 28, columns: columnsOf(names, numbers) };
  const [model, method, label, image, reader] = names;
  const pairs = [Math.max(method, model), Math.max(label, image)];
  // Readers stand below the numbers.
  const last = numbers.length > 1 ? numbers : [Math.min(width / 4, Math.max(NUMBER, reader))];
  return { lines: 2, height: 46, columns: columnsOf(pairs, last) };
}

/** Names share what the numbers leave. */
function columnsOf(names: readonly number[], numbers: readonly number[]): string {
  return [...names.map((one) => `minmax(0, ${one}fr)`), ...numbers.map((one) => `${one}px`)].join(' ');
}
