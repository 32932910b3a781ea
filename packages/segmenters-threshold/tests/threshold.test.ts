import { type Heatmap, parseOptions } from '@camscope/core';
import { maskArea, rasteriseBox } from '@camscope/pixels';
import plugin, { thresholdSegmenter } from '@camscope/segmenters-threshold';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

const segment = (map: Heatmap, options: Record<string, unknown> = {}) =>
  thresholdSegmenter.segment(map, parseOptions(thresholdSegmenter, options));
const atHalf = { method: 'value', value: 0.5 };

// A large region, a hot one and a hotter pixel.
const map = draw('66...', '66..8', '66.88', '.....', '9....');
const large = { x0: 0, y0: 0, x1: 2, y1: 3 };
const hot = { x0: 3, y0: 1, x1: 5, y1: 3 };
const pixel = { x0: 0, y0: 4, x1: 1, y1: 5 };

describe('regions', () => {
  test.each([
    ['largest', [large, hot, pixel], [6, 3, 1]],
    ['hottest', [pixel, hot, large], [1, 8 / 9, 6 / 9]],
    ['peak', [pixel, hot, large], [1, 8 / 9, 6 / 9]],
    ['mass', [large, hot, pixel], [4, 24 / 9, 1]],
  ])('are ranked by %s', (select, boxes, scores) => {
    const { regions } = segment(map, { ...atHalf, select });
    expect(regions.map(({ box }) => box)).toEqual(boxes);
    expect(regions.map(({ score }) => score)).toEqual(scores.map((score) => expect.closeTo(score, 6)));
  });

  it('tell their area and mean heat', () => {
    const [first] = segment(map, atHalf).regions;
    expect(first).toEqual({ box: large, area: 6, meanHeat: Math.fround(6 / 9), score: 6 });
  });

  it('may be the best, or the best few: the mask is their union', () => {
    const best = segment(map, { ...atHalf, regions: 1 });
    expect(best.regions.map(({ box }) => box)).toEqual([large]);
    expect(best.mask).toEqual(rasteriseBox(large, 5, 5));
    expect(segment(map, { ...atHalf, regions: 2 }).regions).toHaveLength(2);
    expect(segment(map, { ...atHalf, regions: 9 }).regions).toHaveLength(3);
  });

  it('may have a least area, in pixels or as a share of the image', () => {
    expect(segment(map, { ...atHalf, minArea: 3 }).regions.map(({ box }) => box)).toEqual([large, hot]);
    expect(segment(map, { ...atHalf, minShare: 0.13 }).regions.map(({ box }) => box)).toEqual([large]);
    expect(segment(map, { ...atHalf, minShare: 0.12 }).regions).toHaveLength(2);
  });

  it('meet at corners or not, as asked', () => {
    const corner = draw('9..', '.9.', '...');
    expect(segment(corner, atHalf).regions).toHaveLength(1);
    expect(segment(corner, { ...atHalf, connectivity: 4 }).regions).toHaveLength(2);
  });

  it('with equal scores are ranked by mean heat, then in raster order', () => {
    const { regions } = segment(draw('7.9.7'), atHalf);
    expect(regions.map(({ box }) => box.x0)).toEqual([2, 0, 4]);
  });
});

describe('the threshold', () => {
  it('is reported', () => {
    expect(segment(map, atHalf).thresholds).toEqual([0.5]);
    expect(segment(map, { method: 'max-fraction', fraction: 0.25 }).thresholds).toEqual([0.25]);
    expect(segment(draw('..99'), { source: 'intensity' }).thresholds).toEqual([0]);
  });

  it('may leave nothing, which is not blank', () => {
    const { regions, mask, blank, thresholds } = segment(map, { method: 'value', value: 1 });
    expect({ regions, area: maskArea(mask), blank, thresholds }).toEqual({
      regions: [],
      area: 0,
      blank: undefined,
      thresholds: [1],
    });
  });
});

test.each([
  ['all-zero', [0, 0, 0, 0]],
  ['constant', [0.7, 0.7, 0.7, 0.7]],
  ['not-finite', [0, NaN, 1, 0.5]],
])('a map that says nothing is blank: %s', (blank, heat) => {
  const nothing: Heatmap = { width: 2, height: 2, data: Float32Array.from(heat) };
  for (const method of ['otsu', 'value', 'percentile', 'max-fraction']) {
    expect(segment(nothing, { method })).toEqual({
      regions: [],
      mask: { width: 2, height: 2, data: new Uint8Array(4) },
      blank,
      thresholds: [],
    });
  }
});

test('a map of one pixel is blank', () => {
  expect(segment(draw('9')).blank).toBe('constant');
});

test('regions are disjoint, above the threshold, best first, and together the mask', () => {
  const maps = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 42, maxLength: 42 });
  const options = fc.record({
    method: fc.constantFrom('otsu', 'value', 'percentile', 'max-fraction'),
    source: fc.constantFrom('float', 'intensity'),
    select: fc.constantFrom('largest', 'hottest', 'peak', 'mass'),
    regions: fc.constantFrom('all', 1, 2),
    minArea: fc.integer({ min: 0, max: 4 }),
    connectivity: fc.constantFrom(4, 8),
  });
  fc.assert(
    fc.property(maps, options, (heat, chosen) => {
      const random: Heatmap = { width: 7, height: 6, data: Float32Array.from(heat) };
      const { regions, mask, thresholds, blank } = segment(random, chosen);
      expect(maskArea(mask)).toBe(regions.reduce((sum, { area }) => sum + area, 0));
      expect(regions.map(({ score }) => score)).toEqual(
        regions.map(({ score }) => score).sort((a, b) => b - a),
      );
      expect(regions.every(({ area }) => area >= chosen.minArea)).toBe(true);
      const total = regions.reduce((sum, { area, meanHeat }) => sum + area * meanHeat, 0);
      expect(total).toBeCloseTo(
        heat.reduce((sum, value, i) => sum + mask.data[i] * value, 0),
        5,
      );
      if (!blank && chosen.source === 'float') {
        expect(heat.every((value, i) => !mask.data[i] || value > thresholds[0])).toBe(true);
      }
    }),
  );
});

it.each([{ method: 'magic' }, { value: 2 }, { percentile: 101 }, { regions: 0 }, { minArea: 1.5 }])(
  'refuses the options %j',
  (options) => {
    expect(() => parseOptions(thresholdSegmenter, options)).toThrow(
      "Invalid options for segmenter 'threshold'",
    );
  },
);

it('is contributed by the plugin', () => {
  expect(plugin.contributes).toEqual([thresholdSegmenter]);
});

/** A map drawn in digits: heat = digit / 9, and 0 for a dot. */
function draw(...rows: string[]): Heatmap {
  const heat = [...rows.join('')].map((cell) => (cell === '.' ? 0 : Number(cell) / 9));
  return { width: rows[0].length, height: rows.length, data: Float32Array.from(heat) };
}
