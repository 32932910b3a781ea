import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blurred, softened } from '../src/numeric/blur.ts';
import { gridOf } from '../src/numeric/grid.ts';
import { profile } from '../src/numeric/profile.ts';
import { randomOf } from '../src/numeric/random.ts';
import { Pen, solid } from '../src/numeric/stroke.ts';

describe('profile', () => {
  it('passes through its points, never beyond them, and is constant outside', () => {
    const at = profile([
      [0, 1],
      [1, 3],
      [3, 3],
      [4, 0],
    ]);
    expect([0, 1, 3, 4].map(at)).toEqual([1, 3, 3, 0].map((value) => expect.closeTo(value, 6)));
    expect(at(-5)).toBe(1);
    expect(at(9)).toBeCloseTo(0, 6);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (x) => at(x) >= 1 && at(x) <= 3 + 1e-9),
    );
  });
});

describe('blur', () => {
  it('spreads a point over a variance near to that asked for, and loses nothing', () => {
    const size = 64;
    const field = new Float32Array(size * size);
    field[32 * size + 32] = 1;
    for (const sigma of [2, 4]) {
      const result = blurred(field, size, sigma);
      const sum = (weight: (x: number) => number) =>
        result.reduce((total, value, i) => total + value * weight((i % size) - 32), 0);
      expect(sum(() => 1)).toBeCloseTo(1, 4);
      expect(Math.sqrt(sum((x) => x * x)) / sigma).toBeCloseTo(1, 0);
    }
  });

  it('keeps a constant', () => {
    const field = new Float32Array(100).fill(0.3);
    for (const result of [blurred(field, 10, 3), softened(field, 10, 0.2)]) {
      result.forEach((value) => expect(value).toBeCloseTo(0.3, 5));
    }
  });
});

it('places pixels in the body and back', () => {
  const grid = gridOf({ scale: 1.1, x: 0.7, y: -1, tilt: 0.1 }, 50);
  for (const i of [0, 49, 1234, 2499]) {
    expect(grid.columnOf(grid.x[i], grid.y[i])).toBeCloseTo((i % 50) + 0.5, 3);
    expect(grid.rowOf(grid.x[i], grid.y[i])).toBeCloseTo(Math.floor(i / 50) + 0.5, 3);
  }
});

it('draws a tube as thick as a cylinder, whose pieces do not add up', () => {
  const grid = gridOf({ scale: 1, x: 0, y: 0, tilt: 0 }, 400);
  const field = new Float32Array(400 * 400);
  const axis = [0, 5, 10].map((y) => ({ x: 0, y: 10 + y, radius: 2, thickness: 4 }));
  new Pen(grid).add(field, axis, solid);
  const at = (x: number, y: number) =>
    field[Math.floor(grid.rowOf(x, y)) * 400 + Math.floor(grid.columnOf(x, y))];
  for (const y of [12, 15, 18]) {
    expect(at(0, y)).toBeCloseTo(4, 1);
    // Half way out: √(1 − ¼) of the diameter.
    expect(at(1, y)).toBeCloseTo(4 * Math.sqrt(0.75), 0);
    expect(at(2.2, y)).toBe(0);
  }
});

it('gives numbers of the mean and deviation asked for', () => {
  const random = randomOf(1, 'test');
  const values = Array.from({ length: 20_000 }, () => random.normal(3, 2));
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  expect(mean).toBeCloseTo(3, 1);
  expect(Math.sqrt(variance)).toBeCloseTo(2, 1);
  expect(randomOf(1, 'a')()).not.toBe(randomOf(1, 'b')());
  expect(randomOf(1, 'a')()).toBe(randomOf(1, 'a')());
});
