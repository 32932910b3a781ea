import type { Annotation, BlankReason, Box, Heatmap, Mask, MetricInput } from '@camscope/core';
import { rasteriseBox, rasteriseBoxes } from '@camscope/pixels';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import plugin, { boxIouMetric, maskIouMetric } from '../src/index.ts';

const size = 12;
const whole = fc.integer({ min: 0, max: size });
const wholeBox = fc
  .tuple(whole, whole, whole, whole)
  .map(([a, b, c, d]) => box(Math.min(a, b), Math.min(c, d), Math.max(a, b), Math.max(c, d)))
  .filter(({ x0, y0, x1, y1 }) => x1 > x0 && y1 > y0);
const side = fc.double({ min: 0.01, max: size, noNaN: true });
const anyBox = fc.tuple(side, side, side, side).map(([x, y, w, h]) => box(x, y, x + w, y + h));

describe('box-iou', () => {
  test.each([
    ['a half shifted square: 2 of 6', [box(0, 0, 2, 2)], [box(1, 0, 3, 2)], 1 / 3],
    ['a quarter inside: 1 of 7', [box(0, 0, 2, 2)], [box(1, 1, 3, 3)], 1 / 7],
    ['fractions of pixels: 0.25 of 1.75', [box(0, 0, 1, 1)], [box(0.5, 0.5, 1.5, 1.5)], 1 / 7],
    ['boxes that touch', [box(0, 0, 2, 2)], [box(2, 0, 4, 2)], 0],
    ['a box within a box: 4 of 16', [box(1, 1, 3, 3)], [box(0, 0, 4, 4)], 0.25],
    ['the best of several annotated boxes', [box(0, 0, 2, 2)], [box(8, 8, 9, 9), box(0, 0, 2, 1)], 0.5],
    ['the first of several regions', [box(0, 0, 2, 2), box(8, 8, 9, 9)], [box(8, 8, 9, 9)], 0],
    ['no region', [], [box(0, 0, 2, 2)], 0],
  ])('%s', (_, predicted, annotated, iou) => {
    expect(boxIouMetric.measure(input(predicted, annotated), {})).toEqual({ value: iou });
  });

  test.each([
    ['no box', []],
    ['a box without an area', [box(3, 3, 3, 5)]],
  ])('has no value for an annotation with %s', (_, boxes) => {
    const none = { value: null, reason: 'The annotation has no box' };
    expect(boxIouMetric.measure(input([box(0, 0, 2, 2)], boxes), {})).toEqual(none);
    expect(boxIouMetric.measure(input([], boxes), {})).toEqual(none);
  });

  it('is within [0, 1], symmetric, and 1 for equal boxes', () => {
    fc.assert(
      fc.property(anyBox, anyBox, (a, b) => {
        const iou = measured(boxIouMetric, [a], [b]);
        expect(iou).toBeGreaterThanOrEqual(0);
        expect(iou).toBeLessThanOrEqual(1);
        expect(iou).toBeCloseTo(measured(boxIouMetric, [b], [a]), 12);
        expect(measured(boxIouMetric, [a], [a])).toBeCloseTo(1, 12);
      }),
    );
  });

  it('can only grow with another annotated box', () => {
    fc.assert(
      fc.property(anyBox, anyBox, anyBox, (a, b, c) => {
        expect(measured(boxIouMetric, [a], [b, c])).toBeGreaterThanOrEqual(measured(boxIouMetric, [a], [b]));
      }),
    );
  });
});

describe('mask-iou', () => {
  test.each([
    ['a half shifted square: 2 of 6', [box(0, 0, 2, 2)], [box(1, 0, 3, 2)], 1 / 3],
    ['every region: 4 of 8', [box(0, 0, 2, 2), box(8, 8, 10, 10)], [box(0, 0, 2, 2)], 0.5],
    ['every annotated box: 4 of 8', [box(0, 0, 2, 2)], [box(0, 0, 2, 2), box(8, 8, 10, 10)], 0.5],
    ['overlapping boxes once: 4 of 6', [box(0, 0, 2, 2)], [box(0, 0, 2, 2), box(1, 0, 3, 2)], 4 / 6],
    ['the pixels whose centres are inside', [box(0, 0, 2, 2)], [box(0.6, 0, 2.4, 2)], 0.5],
    ['no region', [], [box(0, 0, 2, 2)], 0],
  ])('%s', (_, predicted, annotated, iou) => {
    expect(maskIouMetric.measure(input(predicted, annotated), {})).toEqual({ value: iou });
  });

  it('prefers the annotated mask to the boxes', () => {
    const mask = rasteriseBox(box(0, 0, 2, 1), size, size);
    expect(maskIouMetric.measure(input([box(0, 0, 2, 2)], [box(5, 5, 9, 9)], mask), {})).toEqual({
      value: 0.5,
    });
  });

  test.each<[string, Box[], Mask | undefined]>([
    ['no box', [], undefined],
    ['a box between pixel centres', [box(0.6, 0, 1.4, 2)], undefined],
    ['an empty mask', [box(0, 0, 2, 2)], rasteriseBoxes([], size, size)],
  ])('has no value for an annotation with %s', (_, boxes, mask) => {
    const none = { value: null, reason: 'The annotation covers no pixel' };
    expect(maskIouMetric.measure(input([box(0, 0, 2, 2)], boxes, mask), {})).toEqual(none);
  });

  it('refuses a mask of another size', () => {
    const mask = rasteriseBox(box(0, 0, 2, 2), 4, 4);
    expect(() => maskIouMetric.measure(input([], [], mask), {})).toThrow('Masks of different sizes');
  });

  it('equals box-iou for single boxes of whole pixels', () => {
    fc.assert(
      fc.property(wholeBox, wholeBox, (a, b) => {
        expect(measured(maskIouMetric, [a], [b])).toBe(measured(boxIouMetric, [a], [b]));
        expect(measured(maskIouMetric, [a], [b])).toBe(measured(maskIouMetric, [b], [a]));
      }),
    );
  });
});

test.each([boxIouMetric, maskIouMetric])(
  '$id counts a blank map as 0, and needs a segmentation',
  (metric) => {
    const blank = input([], [box(0, 0, 2, 2)], undefined, 'constant');
    expect(metric.measure(blank, {})).toEqual({ value: 0 });
    expect(() => metric.measure({ ...blank, segmentation: undefined }, {})).toThrow('without a segmentation');
  },
);

it('is contributed by the plugin', () => {
  expect(plugin.contributes).toEqual([boxIouMetric, maskIouMetric]);
});

function box(x0: number, y0: number, x1: number, y1: number): Box {
  return { x0, y0, x1, y1 };
}

function input(
  predicted: readonly Box[],
  boxes: readonly Box[],
  mask?: Mask,
  blank?: BlankReason,
): MetricInput {
  const map: Heatmap = { width: size, height: size, data: new Float32Array(size * size) };
  const annotation: Annotation = { label: 'Nodule', boxes, mask };
  const regions = predicted.map((region) => ({ box: region, area: 1, meanHeat: 1, score: 1 }));
  const pixels = rasteriseBoxes(predicted, size, size);
  return { map, annotation, segmentation: { regions, mask: pixels, blank, thresholds: [] } };
}

function measured(metric: typeof boxIouMetric, predicted: Box[], annotated: Box[]): number {
  const { value } = metric.measure(input(predicted, annotated), {});
  if (value === null) throw new Error('no value');
  return value;
}
