import { type Heatmap, parseOptions, type Polygon, type Segmentation } from '@camscope/core';
import { fillHoles, maskArea, rasterisePolygons } from '@camscope/pixels';
import plugin, { contoursSegmenter } from '@camscope/segmenters-contours';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

const segment = (map: Heatmap, options: Record<string, unknown> = {}): Segmentation =>
  contoursSegmenter.segment(map, parseOptions(contoursSegmenter, options));
const atHalf = { method: 'value', value: 0.5 };
const ring = draw('999..', '9.9..', '999.9');

describe('contours along pixels', () => {
  it('are filled', () => {
    const { regions, mask } = segment(ring, atHalf);
    const outer: Polygon = [[3, 0], [3, 3], [0, 3], [0, 0]]; // prettier-ignore
    expect(regions).toEqual([
      { box: { x0: 0, y0: 0, x1: 3, y1: 3 }, area: 9, meanHeat: 8 / 9, score: 9, contours: [outer] },
      {
        box: { x0: 4, y0: 2, x1: 5, y1: 3 },
        area: 1,
        meanHeat: 1,
        score: 1,
        contours: [[[5, 2], [5, 3], [4, 3], [4, 2]]], // prettier-ignore
      },
    ]);
    expect(maskArea(mask)).toBe(10);
  });

  it('or have holes, when asked', () => {
    const { regions, mask } = segment(ring, { ...atHalf, fillHoles: false });
    expect(regions[0].contours).toHaveLength(2);
    expect(regions[0].area).toBe(8);
    expect(maskArea(mask)).toBe(9);
  });

  it('swallow what lies in a hole', () => {
    const island = draw('99999', '9...9', '9.9.9', '9...9', '99999');
    expect(segment(island, atHalf).regions).toHaveLength(1);
    expect(segment(island, { ...atHalf, fillHoles: false }).regions).toHaveLength(2);
  });

  it('of single pixels may be dropped', () => {
    expect(segment(ring, { ...atHalf, minArea: 2 }).regions).toHaveLength(1);
  });
});

describe('smooth contours', () => {
  it('pass between pixels where the heat is at the cut', () => {
    // 0, 9/9 and 3/9: half-way to the left of the peak, and a quarter of the way back from the right.
    const peak: Heatmap = { width: 5, height: 3, data: new Float32Array(15) };
    peak.data[7] = 1;
    peak.data[8] = 1 / 3;
    const [region] = segment(peak, { ...atHalf, outline: 'smooth' }).regions;
    expect(region.contours).toEqual([
      [
        [2.5, 1],
        [expect.closeTo(3.25, 6), 1.5],
        [2.5, 2],
        [2, 1.5],
      ],
    ]);
    expect(region.box).toEqual({ x0: 2, y0: 1, x1: expect.closeTo(3.25, 6) as number, y1: 2 });
    expect(region.area).toBe(1);
  });

  it('follow a disk to a hundredth of a pixel', () => {
    const side = 41;
    const cone = Float32Array.from({ length: side * side }, (_, i) => {
      const distance = Math.hypot((i % side) - 20.3, Math.floor(i / side) - 19.8);
      return Math.max(0, 1 - distance / 20);
    });
    const { regions } = segment({ width: side, height: side, data: cone }, { ...atHalf, outline: 'smooth' });
    const [[contour]] = regions.map(({ contours }) => contours as readonly Polygon[]);
    for (const [x, y] of contour) expect(Math.hypot(x - 20.8, y - 20.3)).toBeCloseTo(10, 1.5);
    const { x0, y0, x1, y1 } = regions[0].box;
    for (const [edge, at] of [[x0, 10.8], [x1, 30.8], [y0, 10.3], [y1, 30.3]]) expect(Math.abs(edge - at)).toBeLessThan(0.02); // prettier-ignore
  });
});

describe('the preset chexlocalize', () => {
  const { options } = contoursSegmenter.presets?.chexlocalize ?? {};

  it('cuts 8-bit levels by Otsu, fills, and drops single pixels', () => {
    const { regions, thresholds } = segment(ring, options);
    expect(regions.map(({ area }) => area)).toEqual([9]);
    expect(thresholds).toEqual([0]);
  });
});

test.each([
  ['all-zero', [0, 0, 0, 0]],
  ['constant', [0.7, 0.7, 0.7, 0.7]],
  ['not-finite', [0, NaN, 1, 0.5]],
])('a map that says nothing is blank: %s', (blank, heat) => {
  const nothing: Heatmap = { width: 2, height: 2, data: Float32Array.from(heat) };
  for (const outline of ['pixels', 'smooth']) {
    const { regions, mask, thresholds, ...rest } = segment(nothing, { outline });
    expect({ regions, area: maskArea(mask), thresholds, ...rest }).toEqual({
      regions: [],
      area: 0,
      thresholds: [],
      blank,
    });
  }
});

test('a single hot pixel has a contour', () => {
  const pixel = draw('...', '.9.', '...');
  expect(segment(pixel).regions[0].contours).toHaveLength(1);
  expect(segment(pixel, { outline: 'smooth' }).regions[0].contours?.[0]).toHaveLength(4);
});

test('contours hold the centres of the pixels of the mask, and no others', () => {
  const maps = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 56, maxLength: 56 });
  const options = fc.record({
    connectivity: fc.constantFrom(4 as const, 8 as const),
    fillHoles: fc.boolean(),
    outline: fc.constantFrom('pixels', 'smooth'),
  });
  fc.assert(
    fc.property(maps, options, (digits, chosen) => {
      const random: Heatmap = { width: 8, height: 7, data: Float32Array.from(digits, (digit) => digit / 10) };
      const { regions, mask } = segment(random, { method: 'value', value: 0.45, ...chosen });
      const outlines = regions.map(({ contours }) => contours as readonly Polygon[]);
      const inside = Uint8Array.from({ length: 56 }, (_, i) => {
        const crossings = outlines.flat().filter((outline) => holds(outline, (i % 8) + 0.5, (i >> 3) + 0.5));
        return crossings.length % 2;
      });
      expect(inside).toEqual(mask.data);
      expect(maskArea(mask)).toBe(regions.reduce((sum, { area }) => sum + area, 0));
      if (chosen.fillHoles) expect(fillHoles(mask, chosen.connectivity)).toEqual(mask);
      if (chosen.outline === 'pixels' && chosen.fillHoles) {
        expect(rasterisePolygons(outlines.flat(), 8, 7)).toEqual(mask);
      }
    }),
  );
});

it('is contributed by the plugin', () => {
  expect(plugin.contributes).toEqual([contoursSegmenter]);
});

/** Whether a point is in a polygon: an odd number of its edges are to the right. */
function holds(polygon: Polygon, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [[ax, ay], [bx, by]] = [polygon[i], polygon[j]];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

/** A map drawn in digits: heat = digit / 9, and 0 for a dot. */
function draw(...rows: string[]): Heatmap {
  const heat = [...rows.join('')].map((cell) => (cell === '.' ? 0 : Number(cell) / 9));
  return { width: rows[0].length, height: rows.length, data: Float32Array.from(heat) };
}
