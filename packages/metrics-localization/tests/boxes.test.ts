import type { Box, Metric, MetricInput } from '@camscope/core';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { assign } from '../src/assignment.ts';
import {
  averagePrecisionMetric,
  boxIouMetric,
  falsePositivesMetric,
  iobbAccuracyMetric,
  iobbMetric,
  iouAccuracyMetric,
  matchedBoxIouMetric,
} from '../src/index.ts';
import { annotation, box, fixture, heatmap, measure, segmented, valueOf, valuesOf } from './inputs.ts';

const size = 12;
const side = fc.double({ min: 0.01, max: size, noNaN: true });
const anyBox = fc.tuple(side, side, side, side).map(([x, y, w, h]) => box(x, y, x + w, y + h));
const someBoxes = fc.array(anyBox, { minLength: 1, maxLength: 5 });

/** A unit square on a diagonal, so that two of them overlap in full or not at all. */
const unit = (k: number) => box(2 * k, 2 * k, 2 * k + 1, 2 * k + 1);

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
    expect(measure(boxIouMetric, input(predicted, annotated))).toEqual({ value: iou });
  });

  it('takes the boxes around outlines where the reader drew no boxes', () => {
    const triangle = [[0, 0] as const, [4, 0] as const, [0, 4] as const];
    const outlined = {
      ...input([box(0, 0, 4, 4)], []),
      annotation: { ...annotation(), contours: [triangle] },
    };
    expect(valueOf(boxIouMetric, outlined)).toBe(1);
  });

  it('is symmetric, and can only grow with another annotated box', () => {
    fc.assert(
      fc.property(anyBox, anyBox, anyBox, (a, b, c) => {
        const iou = valueOf(boxIouMetric, input([a], [b]));
        expect(iou).toBeCloseTo(valueOf(boxIouMetric, input([b], [a])), 12);
        expect(valueOf(boxIouMetric, input([a], [b, c]))).toBeGreaterThanOrEqual(iou);
      }),
    );
  });
});

describe('iobb', () => {
  test.each([
    ['a half inside', [box(0, 0, 2, 2)], [box(1, 0, 3, 2)], 0.5],
    ['a small box inside a large one', [box(1, 1, 2, 2)], [box(0, 0, 10, 10)], 1],
    ['a large box around a small one: 1 of 100', [box(0, 0, 10, 10)], [box(1, 1, 2, 2)], 0.01],
    ['the annotated box that holds most', [box(0, 0, 2, 2)], [box(0, 0, 2, 0.5), box(0, 0, 1.5, 9)], 0.75],
    ['no region', [], [box(0, 0, 2, 2)], 0],
  ])('%s', (_, predicted, annotated, iobb) => {
    expect(measure(iobbMetric, input(predicted, annotated))).toEqual({ value: iobb });
  });

  it('is at least the IoU', () => {
    fc.assert(
      fc.property(anyBox, someBoxes, (a, boxes) => {
        const both = input([a], boxes);
        expect(valueOf(iobbMetric, both)).toBeGreaterThanOrEqual(valueOf(boxIouMetric, both) - 1e-12);
      }),
    );
  });
});

describe('matched-box-iou', () => {
  test.each([
    ['each box with its own', [unit(0), unit(1)], [unit(1), unit(0)], 1],
    ['a region too many', [unit(0), unit(1), unit(2)], [unit(0)], 1 / 3],
    ['an annotated box too many', [unit(0)], [unit(1), unit(0)], 1 / 2],
    ['no region', [], [unit(0), unit(1)], 0],
    // IoUs .5 and .75 for the first region, 0 and .5 for the second: .5 + .5 is more than .75 + 0.
    [
      'the best for all, not for the first',
      [box(0, 0, 4, 1), box(2, 0, 4, 1)],
      [box(0, 0, 2, 1), box(1, 0, 4, 1)],
      (0.5 + 2 / 3) / 2,
    ],
  ])('%s', (_, predicted, annotated, iou) => {
    expect(valueOf(matchedBoxIouMetric, input(predicted, annotated))).toBeCloseTo(iou, 12);
  });

  it('is symmetric, at most 1, and box-iou for single boxes', () => {
    fc.assert(
      fc.property(someBoxes, someBoxes, (a, b) => {
        const mean = valueOf(matchedBoxIouMetric, input(a, b));
        expect(mean).toBeCloseTo(valueOf(matchedBoxIouMetric, input(b, a)), 12);
        expect(mean).toBeLessThanOrEqual(1);
        const single = input(a.slice(0, 1), b.slice(0, 1));
        expect(valueOf(matchedBoxIouMetric, single)).toBe(valueOf(boxIouMetric, single));
      }),
    );
  });
});

describe('assignment', () => {
  const cases = fixture<{ gains: number[][]; sum: number }[]>('assignments');
  test.each(cases)("reaches SciPy's sum, $sum", ({ gains, sum }) => {
    const columns = assign(gains);
    expect(new Set(columns).size).toBe(gains.length);
    expect(columns.reduce((total, column, row) => total + gains[row][column], 0)).toBeCloseTo(sum, 12);
  });

  it('of nothing is nothing', () => {
    expect(assign([])).toEqual([]);
  });
});

describe('accuracy and false positives', () => {
  // IoUs with the annotated box: 0.5, 0.25, 0. IoBBs: 1, 1, 0.
  const three = input([box(0, 0, 4, 2), box(0, 0, 2, 2), box(8, 8, 9, 9)], [box(0, 0, 4, 4)]);

  test.each([
    ['iou', iouAccuracyMetric, {}, [1, 1, 1, 1, 0, 0, 0]],
    ['iobb', iobbAccuracyMetric, {}, [1, 1, 1, 1, 1]],
    ['other thresholds', iouAccuracyMetric, { thresholds: [0.49, 0.5] }, [1, 0]],
  ])('accuracy: %s', (_, metric, options, values) => {
    expect(valuesOf(metric, three, options)).toEqual(values);
  });

  it('lets any region hit, or the best one alone', () => {
    const second = input([box(8, 8, 9, 9), box(0, 0, 4, 4)], [box(0, 0, 4, 4)]);
    expect(valuesOf(iouAccuracyMetric, second, { thresholds: [0.5] })).toEqual([1]);
    expect(valuesOf(iouAccuracyMetric, second, { thresholds: [0.5], regions: 'best' })).toEqual([0]);
  });

  it('counts as false positives the regions that overlap no annotated box enough', () => {
    expect(valuesOf(falsePositivesMetric, three)).toEqual([1, 1, 1, 1, 1]);
    const options = { overlap: 'iou', thresholds: [0.1, 0.25, 0.5] };
    expect(valuesOf(falsePositivesMetric, three, options)).toEqual([1, 2, 3]);
    expect(valuesOf(falsePositivesMetric, input([], [unit(0)]), options)).toEqual([0, 0, 0]);
  });

  it('is box-iou above the threshold for a single region', () => {
    fc.assert(
      fc.property(anyBox, someBoxes, fc.double({ min: 0, max: 0.99, noNaN: true }), (a, boxes, threshold) => {
        const one = input([a], boxes);
        const hit = valueOf(boxIouMetric, one) > threshold;
        expect(valuesOf(iouAccuracyMetric, one, { thresholds: [threshold] })).toEqual([hit ? 1 : 0]);
        const misses = valuesOf(falsePositivesMetric, one, { overlap: 'iou', thresholds: [threshold] });
        expect(misses).toEqual([hit ? 0 : 1]);
      }),
    );
  });

  it('names its numbers by their thresholds, which must differ', () => {
    expect(iobbAccuracyMetric.names?.({ thresholds: [0.1, 0.25], regions: 'any' })).toEqual(['0.1', '0.25']);
    expect(() => measure(iouAccuracyMetric, three, { thresholds: [0.5, 0.5] })).toThrow('given twice');
  });

  test.each([
    ['IoU', iouAccuracyMetric, {}],
    ['IoBB', iobbAccuracyMetric, {}],
    ['IoBB', falsePositivesMetric, {}],
    ['IoU', falsePositivesMetric, { overlap: 'iou' }],
  ])('are curves over thresholds of %s', (of, metric: Metric, options) => {
    const parsed = metric.options.parse({ thresholds: [0.1, 0.25], ...options });
    expect(metric.thresholds?.(parsed)).toEqual({ of, at: [0.1, 0.25] });
  });
});

describe('average-precision', () => {
  const wrong = box(10, 10, 11, 11);

  test.each([
    ['all found at once', [unit(0), unit(1)], [unit(0), unit(1)], 1],
    ['found, after a mistake: precision 1/2', [wrong, unit(0)], [unit(0)], 0.5],
    ['a mistake after all are found costs nothing', [unit(0), wrong], [unit(0)], 1],
    ['one of two found', [unit(0)], [unit(0), unit(1)], 0.5],
    // Precisions 1, 1/2, 2/3 at recalls 1/3, 1/3, 2/3.
    [
      'right, wrong, right, one missed',
      [unit(0), wrong, unit(1)],
      [unit(0), unit(1), unit(2)],
      (1 + 2 / 3) / 3,
    ],
    // Precisions 0, 1/2, 2/3: interpolated, both recalls get 2/3.
    ['a later precision that is higher', [wrong, unit(0), unit(1)], [unit(0), unit(1)], 2 / 3],
    [
      'a second region on a box already found is wrong',
      [unit(0), unit(0), unit(1)],
      [unit(0), unit(1)],
      5 / 6,
    ],
    ['no region', [], [unit(0)], 0],
  ])('%s', (_, predicted, annotated, precision) => {
    expect(valueOf(averagePrecisionMetric, input(predicted, annotated))).toBeCloseTo(precision, 12);
  });

  it('is averaged over thresholds that an IoU must reach', () => {
    const half = input([box(0, 0, 2, 2)], [box(0, 0, 2, 1)]);
    expect(valueOf(averagePrecisionMetric, half, { thresholds: [0.25, 0.5, 0.51, 0.75] })).toBe(0.5);
  });

  it('finds the box that a region overlaps best, and nothing without overlap', () => {
    const both = input([box(0, 0, 3, 1), box(0, 0, 1, 1)], [box(0, 0, 1, 1), box(1, 0, 3, 1)]);
    expect(valueOf(averagePrecisionMetric, both, { thresholds: [0.2] })).toBe(1);
    expect(valueOf(averagePrecisionMetric, input([wrong], [unit(0)]), { thresholds: [0] })).toBe(0);
  });
});

function input(predicted: readonly Box[], boxes: readonly Box[]): MetricInput {
  const map = heatmap(size, size, new Float32Array(size * size));
  return { map, annotation: annotation(...boxes), segmentation: segmented(predicted, size) };
}
