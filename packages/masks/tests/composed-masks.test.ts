import { Scratch } from '@camscope/core';
import { composedMasks, type ComposedMasks, type MaskComposition } from '@camscope/masks';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { imageOf } from './image-of.ts';

const [height, width] = [3, 4];
const over = (masks: ComposedMasks) => composedMasks(masks).over(imageOf([1, height, width]));

test('the sum of composed masks is that of masks made one by one', () => {
  const [s, t] = [2, 3];
  const number = fc.integer({ min: -3, max: 3 });
  const matrix = (size: number) =>
    fc.array(number, { minLength: size, maxLength: size }).map((v) => Float32Array.from(v));
  const banks = fc.tuple(
    fc.array(matrix(height * s), { minLength: 1, maxLength: 3 }),
    fc.array(matrix(t * width), { minLength: 1, maxLength: 3 }),
  );
  const item = fc.record({ grid: matrix(s * t), row: fc.nat(2), column: fc.nat(2), weight: number });
  fc.assert(
    fc.property(banks, fc.array(item, { minLength: 1, maxLength: 6 }), ([rows, columns], items) => {
      const part = (k: number) => ({
        grid: items[k].grid,
        row: items[k].row % rows.length,
        column: items[k].column % columns.length,
      });
      const set = over({
        recipe: {},
        combine: 'sum',
        over: () => ({ count: items.length, grid: [s, t], rows, columns, mask: part }),
      });
      const expected = new Array<number>(height * width).fill(0);
      items.forEach(({ weight }, k) => {
        const { grid, row, column } = part(k);
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++)
            for (let i = 0; i < s; i++)
              for (let j = 0; j < t; j++)
                expected[y * width + x] +=
                  weight * rows[row][y * s + i] * grid[i * t + j] * columns[column][j * width + x];
      });
      const chosen = items.map((_, k) => k);
      const [map] = set.maps(chosen, [items.map(({ weight }) => weight)]);
      expect([...map.data].map((v) => v + 0)).toEqual(expected.map((v) => v + 0));
      expect(Object.values(set.feeds(chosen, new Scratch())).map(({ dims }) => dims)).toEqual([
        [items.length, 1, height, s],
        [items.length, 1, s, t],
        [items.length, 1, t, width],
      ]);
    }),
  );
});

const three: MaskComposition = {
  count: 3,
  grid: [1, 2],
  rows: [new Float32Array(height).fill(1)],
  columns: [Float32Array.of(1, 1, 0, 0, 0, 0, 1, 1)],
  mask: (k) => ({ grid: Float32Array.of(k, 1), row: 0, column: 0 }),
};

describe('weights of cells', () => {
  const masks: ComposedMasks = { recipe: {}, combine: 'cells', step: 2, over: () => three };

  it('are the map, and masks say what they keep of each', () => {
    const { parts, maps } = over(masks);
    expect(parts!.count).toBe(2);
    expect(Array.from(parts!.kept(2))).toEqual([2, 1]);
    expect(maps([0, 1, 2], [[5, 7]])).toEqual([
      { type: 'float32', dims: [1, 1, 2], data: Float32Array.of(5, 7) },
    ]);
  });

  it('take masks in whole steps', () => {
    const { taken } = over(masks);
    expect([2, 3, Infinity].map(taken)).toEqual([2, 2, 2]);
    expect(() => taken(1)).toThrow(/budget of masks is too small[^]*2 masks/);
    const { identity } = composedMasks(masks);
    expect(identity(imageOf([1, height, width]).sizes, 3)).toEqual(['composed', {}, 2]);
  });
});

it.each<[string, Partial<MaskComposition>, RegExp]>([
  ['rows of another image', { rows: [new Float32Array(2)] }, /rows: 2[^]*matrices of 3 values/],
  ['no columns', { columns: [] }, /columns: none[^]*matrices of 8 values/],
])('refuses %s', (_what, changes, message) => {
  const masks: ComposedMasks = { recipe: {}, combine: 'sum', over: () => ({ ...three, ...changes }) };
  expect(() => over(masks)).toThrow(message);
});

it('refuses a mask that chooses among matrices that are not there', () => {
  const mask = () => ({ grid: Float32Array.of(1, 1), row: 1, column: 0 });
  const { maps } = over({ recipe: {}, combine: 'sum', over: () => ({ ...three, mask }) });
  expect(() => maps([0], [[1]])).toThrow(/row: 1[^]*a row below 1/);
});
