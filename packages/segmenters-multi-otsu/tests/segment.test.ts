import { type Heatmap, parseOptions } from '@camscope/core';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { luma } from '../src/grey.ts';
import plugin, { multiOtsuSegmenter } from '../src/index.ts';
import { redLevels } from '../src/red.ts';
import { bytesOf, draw, fixture, heatmap } from './fixtures.ts';

interface Case {
  readonly options: Record<string, unknown>;
  readonly thresholds: number[] | null;
  /** One bit a pixel, most significant first. */
  readonly above?: string;
}

function segment(map: Heatmap, options: Record<string, unknown> = {}) {
  return multiOtsuSegmenter.segment(map, parseOptions(multiOtsuSegmenter, options));
}

describe.each(fixture<{ name: string; side: number; heat: string; cases: Case[] }[]>('maps'))(
  "thresholds and pixels equal scikit-image's: $name",
  ({ side, heat, cases }) => {
    const map = heatmap(side, side, new Float32Array(bytesOf(heat).buffer));
    test.each(cases)('$options', ({ options, thresholds, above }) => {
      const { thresholds: ours, mask, blank } = segment(map, { ...options, boxes: 'all' });
      expect(ours).toEqual(thresholds ?? []);
      expect(blank).toBe(thresholds ? undefined : 'too-few-levels');
      if (above) expect(mask.data).toEqual(unpackBits(bytesOf(above)));
    });
  },
);

test("luma equals Pillow's", () => {
  for (const [red, green, blue, grey] of fixture<number[][]>('luma'))
    expect(luma(red, green, blue)).toBe(grey);
});

describe('regions', () => {
  // A large region with 4 red pixels of 9, a small one all red, a single hottest pixel.
  const map = draw('666......', '688...9..', '688......', '.........', '......888', '......889');
  const large = { x0: 0, y0: 0, x1: 3, y1: 3 };
  const red = { x0: 6, y0: 4, x1: 9, y1: 6 };
  const hot = { x0: 6, y0: 1, x1: 7, y1: 2 };
  const heat = (digits: number[]) =>
    digits.reduce((sum, digit) => sum + Math.fround(digit / 9), 0) / digits.length;

  it('come with the box that has most red pixels, by default', () => {
    const { regions, mask, thresholds, blank } = segment(map, { classes: 2 });
    expect(regions).toEqual([{ box: red, area: 6, meanHeat: heat([8, 8, 8, 8, 8, 9]), score: 6 }]);
    expect([...mask.data].reduce((sum, pixel) => sum + pixel)).toBe(6);
    expect(thresholds).toEqual([1 / 255]);
    expect(blank).toBeUndefined();
  });

  test.each([
    ['most-red', [red, large, hot], [6, 4, 1]],
    ['largest', [large, red, hot], [9, 6, 1]],
    ['hottest', [hot, red, large], [1, heat([8, 8, 8, 8, 8, 9]), heat([6, 6, 6, 6, 8, 8, 6, 8, 8])]],
  ])('are ranked by %s', (select, boxes, scores) => {
    const { regions, mask } = segment(map, { classes: 2, select, boxes: 'all' });
    expect(regions.map(({ box }) => box)).toEqual(boxes);
    expect(regions.map(({ score }) => score)).toEqual(scores);
    expect([...mask.data].reduce((sum, pixel) => sum + pixel)).toBe(16);
  });

  it('with equally many red pixels are ranked by mean heat, then by area', () => {
    const byHeat = segment(draw('88.89', '.....'), { classes: 2, boxes: 'all' });
    expect(byHeat.regions.map(({ box }) => box.x0)).toEqual([3, 0]);
    const byArea = segment(draw('44.44', '44..4'), { classes: 2, boxes: 'all' });
    expect(byArea.regions.map(({ box, score }) => [box.x0, score])).toEqual([
      [0, 0],
      [3, 0],
    ]);
  });

  it('of the highest class only', () => {
    const { regions, thresholds } = segment(draw('..55..', '..59..'), { classes: 3 });
    expect(thresholds).toEqual([0, 142 / 255]);
    expect(regions.map(({ box }) => box)).toEqual([{ x0: 3, y0: 1, x1: 4, y1: 2 }]);
  });

  it('meet at corners or not, as asked', () => {
    const corner = draw('9..', '.9.', '...');
    expect(segment(corner, { classes: 2 }).regions[0].area).toBe(2);
    expect(segment(corner, { classes: 2, connectivity: 4 }).regions[0].area).toBe(1);
  });

  it('are above the threshold: rounding decides at the edge of a level', () => {
    const edge = heatmap(4, 1, [0, 0.2, 0.5 / 255, 0.4999 / 255]);
    const { thresholds } = segment(edge, { classes: 2, rounding: 'down' });
    expect(thresholds).toEqual([0]);
    expect(segment(edge, { classes: 2, rounding: 'nearest' }).thresholds).toEqual([1 / 255]);
  });

  it('lie inside the mask, which is their union', () => {
    const size = 9;
    const maps = fc
      .array(fc.integer({ min: 0, max: 40 }), { minLength: size * size, maxLength: size * size })
      .map((values) =>
        heatmap(
          size,
          size,
          values.map((value) => value / 40),
        ),
      );
    fc.assert(
      fc.property(maps, fc.constantFrom('single', 'all'), (random, boxes) => {
        const { regions, mask, blank, thresholds } = segment(random, { boxes });
        const inside = [...mask.data.keys()].filter((i) => mask.data[i]);
        expect(inside).toHaveLength(regions.reduce((sum, { area }) => sum + area, 0));
        expect(regions.length > 0).toBe(blank === undefined);
        for (const i of inside) {
          const [x, y] = [i % size, Math.floor(i / size)];
          expect(regions.some(({ box }) => x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1)).toBe(
            true,
          );
          expect(Math.round(255 * random.data[i]) / 255).toBeGreaterThan(thresholds[1]);
        }
      }),
    );
  });
});

describe('a map that says nothing is blank', () => {
  test.each([
    ['all-zero', [0, 0, 0, 0]],
    ['constant', [0.7, 0.7, 0.7, 0.7]],
    ['too-few-levels', [0, 0, 1, 1]],
    ['too-few-levels', [0.5, 0.5001, 0.5002, 0.5]],
    ['not-finite', [0, NaN, 1, 0.5]],
    ['not-finite', [0, Infinity, 1, 0.5]],
  ])('%s: %j', (reason, values) => {
    expect(segment(heatmap(2, 2, values))).toEqual({
      regions: [],
      mask: { width: 2, height: 2, data: new Uint8Array(4) },
      blank: reason,
      thresholds: [],
    });
  });
});

describe('red', () => {
  it('is the hot end of jet: from 198/255 up, where green is at most half of red', () => {
    const red = redLevels('jet', 30);
    expect(red.indexOf(1)).toBe(198);
    expect(red.lastIndexOf(0)).toBe(197);
  });

  it('does not occur in viridis, which is refused', () => {
    expect(() => segment(draw('..59'), { colourMap: 'viridis' })).toThrow(
      /no colour of 'viridis' has a hue within 30° of red: take another colourMap/,
    );
    expect(segment(draw('..59'), { colourMap: 'viridis', select: 'largest' }).regions).toHaveLength(1);
  });
});

it('refuses a map that is not finished', () => {
  expect(() => segment(heatmap(2, 1, [-0.5, 3]))).toThrow(
    /take finished maps\n {2}found: Values from -0.5 to 3/,
  );
});

it.each([
  { classes: 1 },
  { classes: 6 },
  { classes: 2.5 },
  { connectivity: 6 },
  { source: 'blue' },
  { class: 3 },
])('refuses the options %j', (options) => {
  expect(() => parseOptions(multiOtsuSegmenter, options)).toThrow(
    "Invalid options for segmenter 'multi-otsu'",
  );
});

it('is contributed by the plugin', () => {
  expect(plugin.contributes).toEqual([multiOtsuSegmenter]);
});

function unpackBits(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: 8 * bytes.length }, (_, i) => (bytes[i >> 3] >> (7 - (i & 7))) & 1);
}
