import { type Heatmap, parseOptions } from '@camscope/core';
import plugin, { gaussian } from '@camscope/filters-gaussian';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cases, mapNamed, maxDifference } from './fixtures.ts';

const filter = (map: Heatmap, options: Record<string, unknown> = {}) =>
  gaussian.filter(map, parseOptions(gaussian, options), {});

describe("equals SciPy's gaussian_filter", () => {
  test.each(cases)('$options of $map', ({ options, map, heat }) => {
    expect(maxDifference(filter(mapNamed(map), { unit: 'pixels', ...options }).data, heat)).toBeLessThan(
      1e-6,
    );
  });
});

it('measures in widths or in pixels', () => {
  const map = mapNamed('wide');
  expect(filter(map, { sigma: 0.1 })).toEqual(filter(map, { sigma: 2.1, unit: 'pixels' }));
});

it('changes nothing with a sigma of 0, nor a constant or empty map', () => {
  const map = mapNamed('tall');
  const half: Heatmap = { width: 5, height: 4, data: new Float32Array(20).fill(0.5) };
  const zero: Heatmap = { width: 3, height: 1, data: new Float32Array(3) };
  expect(filter(map, { sigma: 0 })).toEqual(map);
  expect(filter(half, { sigma: 0.3 })).toEqual(half);
  expect(filter(zero, { sigma: 0.3, renormalise: 'min-max' })).toEqual(zero);
});

it('can bring the result back to 1', () => {
  const map: Heatmap = { width: 5, height: 1, data: Float32Array.of(0, 0, 1, 0, 0) };
  expect(Math.max(...filter(map, { sigma: 1, unit: 'pixels' }).data)).toBeLessThan(0.5);
  expect(Math.max(...filter(map, { sigma: 1, unit: 'pixels', renormalise: 'max' }).data)).toBe(1);
});

it('stays between the lowest and the highest heat, and keeps the map it was given', () => {
  const maps = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(maps, fc.double({ min: 0, max: 9, noNaN: true }), (heat, sigma) => {
      const map: Heatmap = { width: 4, height: 3, data: Float32Array.from(heat) };
      const copy = map.data.slice();
      const { data } = filter(map, { sigma, unit: 'pixels' });
      expect(map.data).toEqual(copy);
      expect(Math.min(...data)).toBeGreaterThanOrEqual(Math.min(...copy) - 1e-6);
      expect(Math.max(...data)).toBeLessThanOrEqual(Math.min(1, Math.max(...copy) + 1e-6));
    }),
  );
});

it('is contributed by the plugin', () => {
  expect(plugin.contributes).toEqual([gaussian]);
});
