import { readFileSync } from 'node:fs';
import { cellMasks, MOST_DIMENSIONS, sobolSequence } from '@camscope/masks';
import { describe, expect, it } from 'vitest';

describe('a Sobol sequence', () => {
  it("begins as TensorFlow's: sobol_sample(5, 7)", () => {
    expect(sobolSequence(5, 7).map((point) => [...point])).toEqual([
      [0.5, 0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25],
      [0.375, 0.375, 0.625, 0.875, 0.375],
      [0.875, 0.875, 0.125, 0.375, 0.875],
      [0.625, 0.125, 0.875, 0.625, 0.625],
      [0.125, 0.625, 0.375, 0.125, 0.125],
    ]);
  });

  it("is SciPy's in all dimensions", () => {
    const { last } = JSON.parse(readFileSync(new URL('fixtures/sobol.json', import.meta.url), 'utf8')) as {
      readonly last: number[];
    };
    expect(last.length).toBe(MOST_DIMENSIONS);
    expect(Array.from(sobolSequence(MOST_DIMENSIONS, 64)[63], (value) => 64 * value)).toEqual(last);
  });

  it('has a point in each part of every axis', () => {
    const points = sobolSequence(40, 63);
    for (let d = 0; d < 40; d++) {
      const parts = points.map((point) => Math.floor(64 * point[d])).sort((a, b) => a - b);
      expect(parts).toEqual(Array.from({ length: 63 }, (_, i) => i + 1));
    }
  });
});

it('cells are as the nearest of a resized grid', () => {
  const grids = [Float32Array.of(1, 2, 3, 4)];
  const { rows, columns, grid, mask } = cellMasks(2, 1, (index) => grids[index])(3, 4);
  expect([grid, mask(0)]).toEqual([[2, 2], { grid: grids[0], row: 0, column: 0 }]);
  // Centres of three rows lie at ⅓, 1 and 5/3 cells.
  expect([...rows[0]]).toEqual([1, 0, 0, 1, 0, 1]);
  expect([...columns[0]]).toEqual([1, 1, 0, 0, 0, 0, 1, 1]);
});
