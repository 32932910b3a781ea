import type { Heatmap } from '@camscope/core';
import {
  type CutOptions,
  cutOptions,
  extentOfFinished,
  findCut,
  finishMap,
  isoOutlinesOf,
  levelCounts,
  levelHistogram,
  maskOf,
  maskOfCut,
  normalisations,
  percentile,
  rectifications,
  type Rounding,
  spansAbove,
  spansAboveEach,
  upsampleKernels,
  valueHistogram,
  wholeOf,
} from '@camscope/pixels';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { bytesOf, fixture, unpackBits } from './fixtures.ts';

interface Case {
  readonly name: string;
  readonly side: number;
  readonly heat: string;
  readonly otsu: number;
  readonly otsuOfLevels: Record<Rounding, number>;
  readonly aboveOpenCvOtsu: Record<Rounding, string>;
  readonly percentiles: Record<string, number>;
}
const cases = fixture<Case[]>('thresholds');
const roundings: Rounding[] = ['nearest', 'down'];

const schema = z.strictObject(cutOptions);
const cut = (map: Heatmap, options: Partial<CutOptions>) => {
  const found = findCut(map, schema.parse(options));
  if (typeof found === 'string') throw new Error(found);
  return found;
};
const line = (...heat: number[]): Heatmap => ({
  width: heat.length,
  height: 1,
  data: Float32Array.from(heat),
});

describe.each(cases)('$name', (given) => {
  const map = mapOf(given);

  it("has scikit-image's Otsu threshold", () => {
    expect(cut(map, {}).threshold).toBe(given.otsu);
  });

  test.each(roundings)("has scikit-image's and OpenCV's Otsu threshold on 8 bits, %s", (rounding) => {
    const found = cut(map, { source: 'intensity', rounding });
    expect(found.threshold).toBe(given.otsuOfLevels[rounding] / 255);
    expect(maskOfCut(map, found).data).toEqual(unpackBits(bytesOf(given.aboveOpenCvOtsu[rounding])));
  });

  it("has NumPy's percentiles", () => {
    for (const [percent, value] of Object.entries(given.percentiles)) {
      expect(percentile(map.data, Number(percent))).toBeCloseTo(value, 14);
    }
  });
});

describe('a cut', () => {
  const map = line(0, 0.2, 0.4, 0.8);
  const above = (options: Partial<CutOptions>) => [...maskOfCut(map, cut(map, options)).data];

  it('is strictly below, or not', () => {
    const at = Math.fround(0.4);
    expect(above({ method: 'value', value: at })).toEqual([0, 0, 0, 1]);
    expect(above({ method: 'value', value: at, inclusive: true })).toEqual([0, 0, 1, 1]);
    expect(above({ source: 'intensity', inclusive: true })).toEqual([0, 0, 1, 1]);
    expect(above({ source: 'intensity' })).toEqual([0, 0, 0, 1]);
  });

  it('is a fraction of the highest heat', () => {
    expect(cut(map, { method: 'max-fraction', fraction: 0.25 }).threshold).toBeCloseTo(0.2, 7);
    expect(above({ method: 'max-fraction', fraction: 0.2 })).toEqual([0, 1, 1, 1]);
    expect(above({ method: 'max-fraction', fraction: 1 })).toEqual([0, 0, 0, 0]);
  });

  it('is a percentile', () => {
    // Places 0 to 3: the 50th is half-way between 0.2 and 0.4.
    expect(cut(map, { method: 'percentile', percentile: 50 }).threshold).toBeCloseTo(0.3, 7);
    expect(above({ method: 'percentile', percentile: 0, inclusive: true })).toEqual([1, 1, 1, 1]);
  });

  it('in 8 bits begins where the rounding begins a level', () => {
    const { threshold, edge } = cut(line(0, 0, 1), { source: 'intensity', rounding: 'down' });
    expect([threshold, edge]).toEqual([0, 1 / 255]);
    expect(cut(line(0, 0, 1), { source: 'intensity' }).edge).toBe(0.5 / 255);
  });

  it.each([
    ['all-zero', [0, 0], {}],
    ['constant', [0.7, 0.7], { method: 'value' }],
    ['constant', [0.7], { method: 'max-fraction' }],
    ['not-finite', [0, NaN], {}],
    ['not-finite', [Infinity, 1], {}],
    ['too-few-levels', [0.5, 0.5001], { source: 'intensity' }],
  ])('of a map that says nothing is none: %s', (reason, heat, options) => {
    expect(findCut(line(...heat), schema.parse(options))).toBe(reason);
  });

  it('is of finished maps', () => {
    expect(() => cut(line(-0.5, 3), {})).toThrow(/take finished maps\n {2}found: Values from -0.5 to 3/);
  });
});

test('a percentile is what sorting says', () => {
  const values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(values, fc.nat(), (list, seed) => {
      const sorted = Float32Array.from(list).sort();
      const rank = seed % sorted.length;
      const percent = sorted.length > 1 ? (100 * rank) / (sorted.length - 1) : 50;
      const found = percentile(Float32Array.from(list), percent);
      const [low, high] = [sorted[Math.max(0, rank - 1)], sorted[Math.min(sorted.length - 1, rank + 1)]];
      expect(found >= low && found <= high).toBe(true);
      if ((percent * (sorted.length - 1)) / 100 === rank) expect(found).toBeCloseTo(sorted[rank], 10);
    }),
  );
});

describe('histograms', () => {
  it('of levels reach from the lowest to the highest', () => {
    const found = levelCounts(line(7 / 255, 4 / 255, 7 / 255, 5 / 255), 'nearest') as Uint32Array;
    const { counts, centres } = levelHistogram(found);
    expect([...counts]).toEqual([1, 1, 0, 2]);
    expect([...centres]).toEqual([4, 5, 6, 7]);
  });

  it('of values have half-open bins, but for the last', () => {
    const values = Float32Array.of(0, 0.25, 0.5, 0.75, 0.99, 1);
    const { counts, centres } = valueHistogram(values, { low: 0, high: 1 }, 4);
    expect([...counts]).toEqual([1, 1, 1, 3]);
    expect([...centres]).toEqual([0.125, 0.375, 0.625, 0.875]);
  });

  it('of values count each between the edges where it lies, at an edge too', () => {
    const value = fc.oneof(
      fc.float({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 64 }).map((i) => i / 64),
    );
    const some = fc.array(value, { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(some, fc.constantFrom(1, 4, 100, 256), (own, bins) => {
        const [low, high] = [Math.min(...own), Math.max(...own)];
        fc.pre(low < high);
        const edges = Array.from({ length: bins }, (_, i) => low + i * ((high - low) / bins));
        const values = Float32Array.from([...own, ...edges]).filter((one) => one >= low && one <= high);
        const { counts } = valueHistogram(values, { low, high }, bins);
        const wanted = new Uint32Array(bins);
        for (const one of values) wanted[edges.findLastIndex((edge) => one >= edge)]++;
        expect(counts).toEqual(wanted);
      }),
      {
        examples: [
          [[0, 0.25, 1], 256],
          [[0, Math.fround(0.9)], 100],
        ],
      },
    );
  });
});

describe('the spans above a cut', () => {
  const heat = fc.oneof(fc.float({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, -0, 0.25, 0.5, 1));
  const edges = fc.oneof(heat, fc.double({ min: -0.1, max: 1.1, noNaN: true }));
  /** Of rows that are shorter than a stretch, and longer; values go on for a while. */
  const maps = fc
    .tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 4 }))
    .chain(([width, height]) =>
      fc
        .array(fc.tuple(heat, fc.integer({ min: 1, max: 70 })), { minLength: width * height })
        .map((runs) => runs.flatMap(([value, times]) => Array<number>(times).fill(value)))
        .map((values): Heatmap => ({
          width,
          height,
          data: Float32Array.from(values.slice(0, width * height)),
        })),
    );

  it('are those of its mask, whatever the edge', () => {
    fc.assert(
      fc.property(maps, edges, fc.boolean(), (map, edge, inclusive) => {
        const where = { threshold: edge, edge, inclusive };
        expect(maskOf(spansAbove(map, where))).toEqual(maskOfCut(map, where));
      }),
    );
  });

  it('are the same for each of many', () => {
    const many = fc.array(edges, { maxLength: 40 }).map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(maps, many, fc.boolean(), (map, all, inclusive) => {
        const cuts = all.map((edge) => ({ threshold: edge, edge, inclusive }));
        const found = Array.from(spansAboveEach(map, cuts), maskOf);
        expect(found).toEqual(cuts.map((where) => maskOfCut(map, where)));
      }),
    );
  });

  it('are the same of a map that has been finished', () => {
    const how = fc.record({
      rectify: fc.constantFrom(...rectifications),
      upsample: fc.constantFrom(...upsampleKernels),
      normalise: fc.constantFrom(...normalisations),
    });
    const raws = fc.array(fc.float({ min: -2, max: 2, noNaN: true }), { minLength: 6, maxLength: 6 });
    const frame = { width: 67, height: 9 };
    fc.assert(
      fc.property(raws, how, edges, fc.boolean(), (values, options, edge, whole) => {
        const raw = { width: 3, height: 2, data: Float32Array.from(values) };
        const region = whole ? wholeOf(frame) : { x0: 5, y0: 1, x1: 60, y1: 8 };
        const { map } = finishMap(raw, { frame, region }, options);
        const where = { threshold: edge, edge, inclusive: true };
        expect(maskOf(spansAbove(map, where))).toEqual(maskOfCut(map, where));
        expect(extentOfFinished(map)).toEqual(extentOfFinished({ ...map }));
      }),
    );
  });
});

interface Isolines {
  readonly name: string;
  readonly level: number;
  readonly connectivity: 4 | 8;
  /** x0, y0, x1, y1 and number of points of each contour. */
  readonly boxes: number[][];
}

describe('iso-contours', () => {
  test.each(fixture<Isolines[]>('isolines'))(
    "are scikit-image's: $name at $level, $connectivity-connected",
    ({ name, level, connectivity, boxes }) => {
      const map = withColdBorder(mapOf(cases.find((given) => given.name === name) as Case));
      const hot = maskOfCut(map, { threshold: level, edge: level, inclusive: false });
      const contours = isoOutlinesOf(map, level, hot, connectivity).flat();
      const found = contours.map((contour) => {
        const [xs, ys] = [contour.map(([x]) => x), contour.map(([, y]) => y)];
        return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), contour.length];
      });
      expect(sorted(found)).toEqual(sorted(boxes).map((box) => box.map((value) => expect.closeTo(value, 5))));
    },
  );

  it('end straight on the border of the image', () => {
    // Heat falls from 1 to 0 between the centres of columns 0 and 1: 0.25 is three quarters of the way.
    const map: Heatmap = { width: 3, height: 2, data: Float32Array.of(1, 0, 0, 1, 0, 0) };
    const hot = maskOfCut(map, { threshold: 0.25, edge: 0.25, inclusive: false });
    expect(isoOutlinesOf(map, 0.25, hot, 8)).toEqual([
      [
        [
          [0, 0],
          [1.25, 0],
          [1.25, 0.5],
          [1.25, 1.5],
          [1.25, 2],
          [0, 2],
        ],
      ],
    ]);
  });

  it('of a whole image are its corners', () => {
    const map: Heatmap = { width: 2, height: 1, data: Float32Array.of(1, 0.5) };
    const all = maskOfCut(map, { threshold: 0, edge: 0, inclusive: false });
    expect(isoOutlinesOf(map, 0, all, 4)).toEqual([[[[0, 0], [2, 0], [2, 1], [0, 1]]]]); // prettier-ignore
  });
});

function mapOf({ side, heat }: Case): Heatmap {
  return { width: side, height: side, data: new Float32Array(bytesOf(heat).buffer) };
}

function withColdBorder({ width, height, data }: Heatmap): Heatmap {
  const framed = data.map((heat, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return x > 0 && y > 0 && x < width - 1 && y < height - 1 ? heat : 0;
  });
  return { width, height, data: framed };
}

function sorted(boxes: readonly number[][]): number[][] {
  const key = (box: number[]) => box.map((value) => value.toFixed(4).padStart(9)).join();
  return [...boxes].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
