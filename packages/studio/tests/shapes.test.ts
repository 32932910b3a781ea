import { expect, test } from 'vitest';
import { boxBetween, cornersOf } from '../src/state/shapes.ts';

test('a box between two corners has every pixel that is touched, and none outside of the image', () => {
  const size = { width: 100, height: 50 };
  expect(boxBetween([20.2, 30.9], [10.7, 5.1], size)).toEqual({ x0: 10, y0: 5, x1: 21, y1: 31 });
  expect(boxBetween([-5, -5], [200, 200], size)).toEqual({ x0: 0, y0: 0, x1: 100, y1: 50 });
});

test('corners are read as they are typed, and what is no polygon is none', () => {
  expect(cornersOf(' 10,20 30,20.5  30,40 ')).toEqual([
    [10, 20],
    [30, 20.5],
    [30, 40],
  ]);
  for (const text of ['', '1,2 3,4', '1,2 3,4 5', '1,2 3,4 5,', '1,2 3,4 a,b']) {
    expect(cornersOf(text)).toBeUndefined();
  }
});
