import type { ScoreRows, Words } from './score-rows.ts';
import type { Order } from './query.ts';

/** Rows in another order: equal ones as they were, those without a value last, whichever way. */
export function sortedRows(rows: ScoreRows, chosen: Uint32Array, { by, down }: Order): Uint32Array {
  const { ranks, count } = ranksOf(rows, chosen, by);
  const starts = new Uint32Array(count + 2);
  const placeOf = (rank: number) => (down && rank < count ? count - 1 - rank : rank);
  for (const rank of ranks) starts[placeOf(rank) + 1]++;
  for (let place = 1; place < starts.length; place++) starts[place] += starts[place - 1];
  const sorted = new Uint32Array(chosen.length);
  chosen.forEach((row, i) => (sorted[starts[placeOf(ranks[i])]++] = row));
  return sorted;
}

interface Ranks {
  /** Of each row, below `count`; `count` itself where there is no value. */
  readonly ranks: Uint32Array;
  readonly count: number;
}

function ranksOf({ words, values }: ScoreRows, chosen: Uint32Array, by: Order['by']): Ranks {
  const [first, second] = values;
  if (by === 'value') return ranksOfNumbers(Float64Array.from(chosen, (row) => first[row]));
  if (by === 'other') return ranksOfNumbers(Float64Array.from(chosen, (row) => second?.[row] ?? NaN));
  if (by === 'difference')
    return ranksOfNumbers(Float64Array.from(chosen, (row) => (second?.[row] ?? NaN) - first[row]));
  const { codes, levels } = words[by];
  const places = placesOf(words[by]);
  return { ranks: Uint32Array.from(chosen, (row) => places[codes[row]]), count: levels.length };
}

/** Places among the sorted values, NaN after all of them. */
function ranksOfNumbers(numbers: Float64Array): Ranks {
  const sorted = numbers.filter((value) => !Number.isNaN(value)).sort();
  const count = sorted.length;
  const rankOf = (value: number) => (Number.isNaN(value) ? count : firstAtLeast(sorted, value));
  return { ranks: Uint32Array.from(numbers, rankOf), count };
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const known = new WeakMap<Words, Uint32Array>();

/** The place of each word among all as people sort them, numbers in it counted. */
function placesOf(words: Words): Uint32Array {
  const before = known.get(words);
  if (before) return before;
  const { compare } = new Intl.Collator('en', { numeric: true });
  const places = new Uint32Array(words.levels.length);
  words.levels
    .map((level, code) => ({ level, code }))
    .sort((a, b) => compare(a.level, b.level))
    .forEach(({ code }, place) => (places[code] = place));
  known.set(words, places);
  return places;
}
