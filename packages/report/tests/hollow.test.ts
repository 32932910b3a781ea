import { expect, test } from 'vitest';
import type { Primary } from '../src/analysis/context.ts';
import { hollowMarks, madeByNone } from '../src/sections/hollow-in-words.ts';

const of = (partial: number, priors: number, readers: number) => {
  const standings = (count: number) => new Array<unknown>(count).fill({});
  const all = { compared: standings(2), partial: standings(partial) };
  return {
    standings: { ...all, priors: standings(priors), readers: standings(readers) },
  } as unknown as Primary;
};

test.each([
  [0, 0, 0, ''],
  [0, 2, 0, ' Hollow marks are trivial answers, which no network made.'],
  [0, 0, 1, ' Hollow marks are readers, which no network made.'],
  [0, 1, 1, ' Hollow marks are trivial answers and readers, which no network made.'],
  [1, 0, 0, ' Hollow marks are methods tried on part of the findings; “3 of 11” says on how many.'],
  [
    1,
    1,
    0,
    ' Hollow marks are trivial answers, which no network made, and methods tried on part of the findings; “3 of 11” says on how many.',
  ],
])('%i methods on part, %i guesses and %i readers', (partial, priors, readers, sentence) => {
  expect(hollowMarks(of(partial, priors, readers))).toBe(sentence);
});

test('what no network made is named as far as it is there', () => {
  expect(madeByNone(of(0, 0, 0))).toBe('');
  expect(madeByNone(of(1, 3, 2))).toBe('trivial answers and readers, which no network made');
});
