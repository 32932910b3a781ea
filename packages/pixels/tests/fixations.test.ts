import type { Fixation } from '@camscope/core';
import { fixationDensity, FIXATION_TRUNCATE } from '@camscope/pixels';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const size = { width: 24, height: 17 };
const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const fixations = fc.array(
  fc.record({
    x: real(0, size.width - 1e-9),
    y: real(0, size.height - 1e-9),
    weight: real(0.01, 10),
    sigmaX: real(0.3, 9),
    sigmaY: real(0.3, 9),
  }),
  { minLength: 1, maxLength: 6 },
);

/** The sum as it is written down, at the centre of a pixel. */
function direct(all: readonly Fixation[], column: number, row: number, truncate: number): number {
  return all.reduce((sum, { x, y, weight, sigmaX, sigmaY }) => {
    const [dx, dy] = [(column + 0.5 - x) / sigmaX, (row + 0.5 - y) / sigmaY];
    if (Math.abs(dx) > truncate || Math.abs(dy) > truncate) return sum;
    return sum + (weight / (2 * Math.PI * sigmaX * sigmaY)) * Math.exp(-(dx * dx + dy * dy) / 2);
  }, 0);
}

describe('the density of fixations', () => {
  it('is the direct sum of Gaussians in float64, with the highest single peak at 1', () => {
    fc.assert(
      fc.property(fixations, real(1, 6), (all, truncate) => {
        const { data, ...shape } = fixationDensity(all, size, truncate);
        expect(shape).toEqual(size);
        const peak = Math.max(...all.map((one) => one.weight / (2 * Math.PI * one.sigmaX * one.sigmaY)));
        for (let i = 0; i < data.length; i++) {
          const sum = direct(all, i % size.width, Math.floor(i / size.width), truncate) / peak;
          expect(Math.abs(data[i] - sum)).toBeLessThanOrEqual(1e-6 * Math.max(sum, 1e-6));
        }
      }),
    );
  });

  it('of one fixation is its Gaussian, cut off at four standard deviations', () => {
    const one = { x: 10.5, y: 8.5, weight: 0.3, sigmaX: 2, sigmaY: 1 };
    const { data } = fixationDensity([one], size);
    const at = (x: number, y: number) => data[y * size.width + x];
    expect(FIXATION_TRUNCATE).toBe(4);
    expect(at(10, 8)).toBe(1);
    expect(at(12, 8)).toBe(Math.fround(Math.exp(-0.5)));
    expect(at(10, 10)).toBe(Math.fround(Math.exp(-2)));
    expect(at(18, 8)).toBe(Math.fround(Math.exp(-8)));
    expect(at(19, 8)).toBe(0);
    expect(at(10, 13)).toBe(0);
  });

  it('gives each fixation the volume of its duration, however wide it is', () => {
    const sum = (...all: Fixation[]) => {
      const { data } = fixationDensity(all, { width: 200, height: 200 });
      const half = data.findIndex((_, i) => i % 200 === 100);
      expect(half).toBe(100);
      const sides = [0, 0];
      for (const [i, value] of data.entries()) sides[i % 200 < 100 ? 0 : 1] += value;
      return sides;
    };
    const [left, right] = sum(
      { x: 50, y: 100, weight: 1, sigmaX: 3, sigmaY: 5 },
      { x: 150, y: 100, weight: 2, sigmaX: 8, sigmaY: 4 },
    );
    expect(right / left).toBeCloseTo(2, 3);
  });
});
