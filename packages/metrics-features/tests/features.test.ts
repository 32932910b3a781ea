import { readFileSync } from 'node:fs';
import {
  type Annotation,
  type Box,
  type Feature,
  type Measurement,
  type OptionsSchema,
  parseOptions,
  type Point,
  type Polygon,
} from '@camscope/core';
import { rasteriseBoxes, runsOfMask } from '@camscope/pixels';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import plugin, {
  areaRatio,
  centreX,
  centreY,
  elongation,
  irrectangularity,
  numberOfRegions,
} from '../src/index.ts';
import { smallestRectangle } from '../src/smallest-rectangle.ts';

interface Shape {
  readonly elongation: number;
  readonly irrectangularity: number;
}
interface DrawnMask {
  readonly name: string;
  readonly mask: string;
  readonly centre: [y: number, x: number];
  readonly 4: Shape;
  readonly 8: Shape;
}

const frame = { width: 12, height: 8 };
const square: Polygon = [
  [1, 1],
  [3, 1],
  [3, 3],
  [1, 3],
];
/** A square of side √8 on its corner, of area 8. */
const diamond: Polygon = [
  [4, 4],
  [6, 2],
  [8, 4],
  [6, 6],
];
const triangle: Polygon = [
  [0, 0],
  [6, 0],
  [0, 3],
];

describe("shapes equal OpenCV's", () => {
  test.each(fixture<(Shape & { points: Point[] })[]>('polygons'))('outline $#', (drawn) => {
    const outlined = { ...annotation(), contours: [drawn.points] };
    expect(valueOf(elongation, outlined)).toBeCloseTo(drawn.elongation, 4);
    expect(valueOf(irrectangularity, outlined)).toBeCloseTo(drawn.irrectangularity, 4);
  });

  const { masks, ...size } = fixture<{ width: number; height: number; masks: DrawnMask[] }>('masks');
  test.each(masks)('mask: $name', ({ mask, centre, ...expected }) => {
    const data = Uint8Array.from(Buffer.from(mask, 'base64'));
    const masked = { ...annotation(), mask: runsOfMask({ ...size, data }) };
    for (const connectivity of [4, 8] as const) {
      const shape = expected[connectivity];
      expect(valueOf(elongation, masked, { connectivity })).toBeCloseTo(shape.elongation, 4);
      expect(valueOf(irrectangularity, masked, { connectivity })).toBeCloseTo(shape.irrectangularity, 4);
    }
    const options = {};
    expect([centreY, centreX].map((feature) => valueOf(feature, masked, options, size))).toEqual(
      centre.map((place) => expect.closeTo(place, 12) as number),
    );
  });
});

describe('on paper', () => {
  test.each<
    [string, Annotation, [regions: number, area: number, elongation: number, irrectangularity: number]]
  >([
    ['a box of whole pixels', annotation(box(0, 0, 6, 2)), [1, 12 / 96, 3, 0]],
    ['a tall box between pixels', annotation(box(0.5, 0.5, 2.5, 5.5)), [1, 10 / 96, 2.5, 0]],
    ['the largest of two boxes', annotation(box(0, 0, 2, 1), box(4, 4, 8, 7)), [2, 14 / 96, 4 / 3, 0]],
    ['boxes that overlap', annotation(box(0, 0, 4, 4), box(2, 2, 4, 4)), [2, 16 / 96, 1, 0]],
    ['an outline', { ...annotation(box(0, 0, 9, 9)), contours: [square] }, [1, 4 / 96, 1, 0]],
    ['a triangle', { ...annotation(), contours: [triangle] }, [1, 9 / 96, 2, 0.5]],
    [
      'a mask of an L of 3 pixels, before its outline',
      { ...annotation(), contours: [square, diamond], mask: mask(box(0, 0, 1, 2), box(1, 1, 2, 2)) },
      [2, 3 / 96, 1, 1 - 3 / 4],
    ],
    [
      'a mask in two parts',
      { ...annotation(), mask: mask(box(0, 0, 3, 1), box(6, 0, 8, 1)) },
      [2, 5 / 96, 3, 0],
    ],
  ])('%s', (_, drawn, expected) => {
    const features = [numberOfRegions, areaRatio, elongation, irrectangularity] as const;
    features.forEach((feature, i) => {
      expect(valueOf(feature as Feature, drawn), feature.id).toBeCloseTo(expected[i], 12);
    });
  });

  it('a square on its corner is a square', () => {
    const outlined = { ...annotation(), contours: [diamond] };
    expect(valueOf(elongation, outlined)).toBeCloseTo(1, 12);
    expect(valueOf(irrectangularity, outlined)).toBeCloseTo(0, 12);
  });

  it('the centre is a share of the image', () => {
    const boxed = annotation(box(0, 0, 6, 2), box(6, 6, 12, 8));
    expect(valueOf(centreX, boxed)).toBeCloseTo(0.5, 12);
    expect(valueOf(centreY, boxed)).toBeCloseTo(0.5, 12);
    expect(valueOf(centreX, annotation(box(2, 0, 4, 1)))).toBe(3 / 12);
    expect(valueOf(centreY, annotation(box(2, 0, 4, 1)))).toBe(0.5 / 8);
  });
});

describe('an annotation without an area', () => {
  test.each<[string, Annotation]>([
    ['no box', annotation()],
    ['a box without an area', annotation(box(3, 3, 3, 5))],
    ['an empty mask', { ...annotation(), mask: mask() }],
  ])('%s: no regions, no area, no shape, no centre', (_, empty) => {
    expect(valueOf(numberOfRegions, empty)).toBe(0);
    expect(valueOf(areaRatio, empty)).toBe(0);
    for (const feature of [elongation, irrectangularity, centreX, centreY])
      expect(measure(feature as Feature, empty)).toEqual({
        value: null,
        reason: 'The annotation has no area',
      });
  });

  it('a line has no shape', () => {
    const line: Polygon = [
      [0, 0],
      [5, 5],
      [2, 2],
    ];
    expect(measure(elongation, { ...annotation(), contours: [line] }).value).toBeNull();
  });
});

describe('the smallest rectangle', () => {
  const coordinate = fc.integer({ min: -50, max: 50 });
  const points = fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 30 });

  it('is no larger than any rectangle around the points, and turns with them', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 0, max: 89 }), (cloud, degrees) => {
        const smallest = smallestRectangle(cloud);
        const turned = cloud.map((point) => turn(point, degrees));
        const [xs, ys] = [turned.map(([x]) => x), turned.map(([, y]) => y)];
        const around = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
        expect(smallest.long * smallest.short).toBeLessThanOrEqual(around + 1e-6);
        const again = smallestRectangle(turned);
        expect(again.long * again.short).toBeCloseTo(smallest.long * smallest.short, 6);
      }),
    );
  });
});

it('features stay in their ranges', () => {
  const side = fc.double({ min: 0, max: 8, noNaN: true });
  const boxes = fc.array(
    fc.tuple(side, side, side, side).map(([x, y, w, h]) => box(x, y, x + w, y + h)),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(boxes, (drawn) => {
      for (const feature of [numberOfRegions, areaRatio, elongation, irrectangularity, centreX, centreY]) {
        const { value } = measure(feature as Feature, annotation(...drawn));
        if (value === null) continue;
        expect(value).toBeGreaterThanOrEqual(feature.range[0]);
        expect(value).toBeLessThanOrEqual(feature.range[1]);
      }
    }),
  );
});

it('a box that is no wider than the smallest number has no elongation', () => {
  const { value, reason } = measure(elongation as Feature, annotation(box(0, 0, Number.MIN_VALUE, 1))) as {
    value: number | null;
    reason?: string;
  };
  expect({ value, reason }).toEqual({ value: null, reason: expect.stringMatching(/./) as string });
});

it('is contributed by the plugin', () => {
  expect(plugin.contributes.map(({ kind, id }) => [kind, id])).toEqual(
    ['number-of-regions', 'area-ratio', 'elongation', 'irrectangularity', 'centre-x', 'centre-y'].map(
      (id) => ['feature', id],
    ),
  );
});

/** A file that tools/reference/features.py wrote. */
function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as T;
}

function box(x0: number, y0: number, x1: number, y1: number): Box {
  return { x0, y0, x1, y1 };
}

function mask(...boxes: Box[]) {
  return runsOfMask(rasteriseBoxes(boxes, frame.width, frame.height));
}

function annotation(...boxes: Box[]): Annotation {
  return { label: 'Nodule', boxes };
}

function turn([x, y]: Point, degrees: number): Point {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [cos * x - sin * y, sin * x + cos * y];
}

function measure<Schema extends OptionsSchema>(
  feature: Feature<Schema>,
  drawn: Annotation,
  options: Record<string, unknown> = {},
  size = frame,
): Measurement {
  return feature.measure(drawn, size, parseOptions(feature, options));
}

function valueOf(...measured: Parameters<typeof measure>): number {
  const measurement = measure(...measured);
  if (measurement.value === null) throw new Error(measurement.reason);
  return measurement.value;
}
