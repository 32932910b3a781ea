import { fitOfSum, ridgeFit } from '@camscope/masks';
import { random } from '@camscope/onnx/expressions';
import { describe, expect, it } from 'vitest';

const close = (values: readonly number[], digits = 9) => values.map((value) => expect.closeTo(value, digits));
const next = random(3);
const rows = Array.from({ length: 30 }, () => Array.from({ length: 4 }, () => Math.round(next())));
const truth = [1, -2, 0.5, 3];
const linear = rows.map((row) => 7 + row.reduce((sum, x, k) => sum + x * truth[k], 0));
const weights = rows.map(() => 0.1 + next());

describe('a ridge fit', () => {
  it('finds what is linear, whatever observations count', () => {
    expect(Array.from(ridgeFit({ rows, values: linear, weights }, 0))).toEqual(close(truth));
  });

  it('shrinks by hand: two observations, 0 and 1, differ by 2', () => {
    // Centred: ±½ and ±1. Σ w x y = 1, Σ w x² = ½: 1 / (½ + ridge).
    const two = { rows: [[0], [1]], values: [5, 7], weights: [1, 1] };
    expect(Array.from(ridgeFit(two, 1.5))).toEqual(close([0.5]));
    // Of three to one the means are at ¼: Σ w x y = 3/2, Σ w x² = 3/4.
    expect(Array.from(ridgeFit({ ...two, weights: [3, 1] }, 0.75))).toEqual(close([1]));
  });

  it('is 0 where nothing counts, and of smallest norm where there are too few observations', () => {
    expect(Array.from(ridgeFit({ rows: [[1, 2]], values: [3], weights: [0] }, 1))).toEqual([0, 0]);
    const few = {
      rows: [
        [0, 0],
        [1, 1],
      ],
      values: [0, 2],
      weights: [1, 1],
    };
    expect(Array.from(ridgeFit(few, 0))).toEqual(close([1, 1]));
  });
});

describe('a fit of a given sum', () => {
  it('adds up to it, and is right where that is', () => {
    const values = linear.map((value) => value - 7);
    expect(Array.from(fitOfSum({ rows, values, weights }, 2.5))).toEqual(close(truth));
    const other = fitOfSum({ rows, values, weights }, 4);
    expect(other.reduce((a, b) => a + b)).toBeCloseTo(4, 9);
  });

  it('has the smallest norm where several are as good', () => {
    expect(Array.from(fitOfSum({ rows: [[1, 0, 0]], values: [1], weights: [1] }, 3))).toEqual(
      close([1, 1, 1]),
    );
  });
});
