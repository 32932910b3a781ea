import { type Heatmap, parseOptions } from '@camscope/core';
import plugin, { morphology } from '@camscope/filters-morphology';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cases, mapNamed, maxDifference } from './fixtures.ts';

const filter = (map: Heatmap, options: Record<string, unknown> = {}) =>
  morphology.filter(map, parseOptions(morphology, { unit: 'pixels', ...options }), {});

describe("equals scikit-image's", () => {
  test.each(cases)('$options of $map', ({ options, map, heat }) => {
    expect(maxDifference(filter(mapNamed(map), options).data, heat)).toBeLessThan(1e-8);
  });
});

it('rounds a radius in widths to whole pixels', () => {
  const map = mapNamed('wide');
  expect(filter(map, { radius: 0.1, unit: 'width' })).toEqual(filter(map, { radius: 2 }));
});

it('has nothing outside the image to look at, however far it reaches', () => {
  const map = mapNamed('tall');
  for (const footprint of ['square', 'disk']) {
    const lowest = filter(map, { operation: 'erosion', footprint, radius: 60 });
    expect(new Set(lowest.data)).toEqual(new Set([Math.min(...map.data)]));
  }
});

it('changes nothing with a radius of 0, nor a constant or empty map', () => {
  const map = mapNamed('tall');
  const half: Heatmap = { width: 5, height: 4, data: new Float32Array(20).fill(0.5) };
  const zero: Heatmap = { width: 3, height: 1, data: new Float32Array(3) };
  expect(filter(map, { radius: 0 })).toEqual(map);
  expect(filter(half, { radius: 3 })).toEqual(half);
  expect(filter(zero, { radius: 3, renormalise: 'min-max' })).toEqual(zero);
  expect(filter(half, { radius: 3, operation: 'top-hat' }).data).toEqual(new Float32Array(20));
});

it('keeps order and range: erosion ≤ opening ≤ map ≤ closing ≤ dilation, and opening twice is opening once', () => {
  const maps = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 });
  const footprints = fc.constantFrom('square', 'disk');
  fc.assert(
    fc.property(maps, footprints, fc.integer({ min: 0, max: 7 }), (heat, footprint, radius) => {
      const map: Heatmap = { width: 6, height: 5, data: Float32Array.from(heat) };
      const by = (operation: string, of = map) => filter(of, { operation, footprint, radius });
      const chain = [by('erosion'), by('opening'), map, by('closing'), by('dilation')];
      for (let i = 1; i < chain.length; i++) {
        expect(chain[i].data.every((value, at) => value >= chain[i - 1].data[at])).toBe(true);
      }
      expect(chain[4].data.every((value) => value <= 1)).toBe(true);
      expect(by('opening', chain[1])).toEqual(chain[1]);
    }),
  );
});

it('is contributed by the plugin', () => {
  expect(plugin.contributes).toEqual([morphology]);
});
