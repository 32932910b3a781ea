import { type Heatmap, parseOptions } from '@camscope/core';
import plugin, { edges } from '@camscope/filters-edges';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

const filter = (map: Heatmap, options: Record<string, unknown> = {}) =>
  edges.filter(map, parseOptions(edges, options), {});
const ones = (width: number, height: number): Heatmap => ({
  width,
  height,
  data: new Float32Array(width * height).fill(1),
});

describe('a row of ten, whose margin is 0.4 of it', () => {
  // The distances of the first four pixels' centres from the border, in margins: 1/8, 3/8, 5/8, 7/8.
  const cosine = [1, 3, 5, 7].map((eighths) => Math.fround(Math.sin((Math.PI * eighths) / 16) ** 2));
  test.each([
    ['linear', [0.125, 0.375, 0.625, 0.875]],
    ['cosine', cosine],
    ['step', [0, 0, 0, 0]],
  ])('%s', (taper, first) => {
    const { data } = filter(ones(10, 1000), { margin: 0.4, taper });
    const row = [...data.subarray(5000, 5010)];
    const whole = [...first, 1, 1, ...[...first].reverse()];
    row.forEach((heat, i) => expect(heat).toBeCloseTo(whole[i], 6));
  });
});

it('fades corners by both of their sides', () => {
  const { data } = filter(ones(4, 4), { margin: 0.25, taper: 'linear' });
  expect([...data.subarray(0, 4)]).toEqual([0.25, 0.5, 0.5, 0.25]);
  expect([...data.subarray(4, 8)]).toEqual([0.5, 1, 1, 0.5]);
});

it('changes nothing without a margin', () => {
  expect(filter(ones(4, 3), { margin: 0 })).toEqual(ones(4, 3));
});

it('has an outcome for empty maps and for one pixel', () => {
  const zero: Heatmap = { width: 3, height: 2, data: new Float32Array(6) };
  expect(filter(zero, { renormalise: 'min-max' })).toEqual(zero);
  expect(filter(ones(1, 1))).toEqual(ones(1, 1));
  expect(filter(ones(1, 1), { renormalise: 'min-max' }).data).toEqual(Float32Array.of(0));
});

it('never adds heat, and is symmetric', () => {
  const maps = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 });
  const tapers = fc.constantFrom('cosine', 'linear', 'step');
  fc.assert(
    fc.property(maps, tapers, fc.double({ min: 0, max: 0.5, noNaN: true }), (heat, taper, margin) => {
      const map: Heatmap = { width: 6, height: 5, data: Float32Array.from(heat) };
      const turned = { ...map, data: map.data.slice().reverse() };
      const { data } = filter(map, { taper, margin });
      expect(data.every((value, i) => value >= 0 && value <= map.data[i])).toBe(true);
      expect(filter(turned, { taper, margin }).data.reverse()).toEqual(data);
    }),
  );
});

it('is contributed by the plugin', () => {
  expect(plugin.contributes).toEqual([edges]);
});
