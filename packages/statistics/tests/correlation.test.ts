import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { averageRanks, cliffsDelta, cohenDz, kendallTau, pearson, spearman } from '../src/index.ts';
import { fixture } from './fixture.ts';

interface Case {
  readonly a: number[];
  readonly b: number[];
  readonly cliffsDelta: number;
  readonly cohenDz: number;
  readonly pearson: [number, number];
  readonly spearman: [number, number];
  readonly kendallTau: [number, number];
}

const correlations = { pearson, spearman, kendallTau };

describe.each(fixture<Case[]>('correlations'))("equal to NumPy's and SciPy's: $a.length cases", (given) => {
  test.each(['pearson', 'spearman', 'kendallTau'] as const)('%s', (name) => {
    const { coefficient, p, cases } = correlations[name](given.a, given.b);
    expect(coefficient).toBeCloseTo(given[name][0], 12);
    expect(p).toBeCloseTo(given[name][1], 12);
    expect(cases).toBe(given.a.length);
  });

  test('effect sizes', () => {
    expect(cliffsDelta(given.a, given.b).value).toBeCloseTo(given.cliffsDelta, 12);
    expect(cohenDz(given.a, given.b).value).toBeCloseTo(given.cohenDz, 12);
  });
});

test('ranks share ties', () => {
  expect([...averageRanks([3, 1, 3, 2, 3])]).toEqual([4, 1, 4, 2, 4]);
  expect([...averageRanks([])]).toEqual([]);
});

describe('p of few cases', () => {
  const ascending = [1, 2, 3, 4, 5, 6, 7, 8, 9];

  // Of n! orders, two have |ρ| = 1.
  test.each([
    [2, 1],
    [3, 1 / 3],
    [5, 2 / 120],
    [9, 2 / 362_880],
  ])('of %i in the same order', (n, p) => {
    const values = ascending.slice(0, n);
    for (const correlate of [spearman, kendallTau]) {
      expect(correlate(values, values)).toMatchObject({ coefficient: expect.closeTo(1, 12), p, cases: n });
      const { p: against } = correlate(values, values.toReversed());
      expect(against).toBe(p);
    }
  });

  test('with ties, of the orders that keep them', () => {
    // Three places for the 5 among equal numbers: as often first, in the middle and last. ρ is 0 in the middle.
    expect(spearman([1, 2, 3], [0, 0, 5])).toMatchObject({ coefficient: expect.closeTo(0.866, 3), p: 2 / 3 });
    expect(kendallTau([1, 2, 3], [0, 0, 5]).p).toBe(2 / 3);
    expect(spearman([1, 2, 3], [0, 5, 0]).p).toBe(1);
  });

  test('of more, by approximation', () => {
    const values = [...ascending, 10];
    expect(spearman(values, values).p).toBe(0);
    expect(kendallTau(values, values).p).toBeCloseTo(5.7e-5, 6);
  });
});

test('kendallTau counts pairs', () => {
  const values = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
    minLength: 2,
    maxLength: 40,
  });
  fc.assert(
    fc.property(values, (pairs) => {
      let [excess, apartA, apartB] = [0, 0, 0];
      pairs.forEach(([x, y], i) =>
        pairs.slice(0, i).forEach(([u, v]) => {
          excess += Math.sign(x - u) * Math.sign(y - v);
          apartA += Number(x !== u);
          apartB += Number(y !== v);
        }),
      );
      const { coefficient } = kendallTau(
        pairs.map(([x]) => x),
        pairs.map(([, y]) => y),
      );
      if (apartA === 0 || apartB === 0) expect(coefficient).toBeNull();
      else expect(coefficient).toBeCloseTo(excess / Math.sqrt(apartA * apartB), 12);
    }),
  );
});

test.each(Object.entries(correlations))('%s says what has none', (_, correlate) => {
  expect(correlate([1], [2])).toEqual({
    coefficient: null,
    p: null,
    cases: 1,
    reason: 'fewer-than-two-cases',
  });
  expect(correlate([0.1, 0.1, 0.1], [1, 2, 3])).toEqual({
    coefficient: null,
    p: null,
    cases: 3,
    reason: 'constant',
  });
  expect(correlate([1, 2], [5, 4]).coefficient).toBe(-1);
  expect(correlate([1, 2, 3], [5, 6, 7]).coefficient).toBe(1);
  expect(() => correlate([1, 2], [1])).toThrow('Paired values differ in length');
  expect(() => correlate([1, NaN], [1, 2])).toThrow('Values must be finite, got NaN at 1');
});

it('has no effect size without spread or without values', () => {
  expect(cohenDz([1], [2])).toEqual({ value: null, reason: 'There are fewer than two pairs' });
  expect(cohenDz([0.3, 0.6, 0.9], [0.1, 0.4, 0.7])).toEqual({
    value: null,
    reason: 'All differences are equal',
  });
  expect(cliffsDelta([], [1])).toEqual({ value: null, reason: 'One of the samples is empty' });
  expect(cliffsDelta([3, 4], [1, 2])).toEqual({ value: 1 });
});
