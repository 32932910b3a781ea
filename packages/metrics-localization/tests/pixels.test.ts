import { type Annotation, type Box, type Mask, type MetricInput } from '@camscope/core';
import { rasteriseBox, runsOfMask } from '@camscope/pixels';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  boxIouMetric,
  diceMetric,
  maskIouMetric,
  pixelPrecisionMetric,
  pixelRecallMetric,
  pixelSpecificityMetric,
} from '../src/index.ts';
import {
  annotation,
  box,
  bytesOf,
  fixture,
  heatmap,
  measure,
  segmented,
  segmentedMask,
  valueOf,
} from './inputs.ts';

interface Case extends Record<string, number | string> {
  name: string;
  predicted: string;
  mask: string;
}

const size = 12;
const whole = fc.integer({ min: 0, max: size });
const wholeBox = fc
  .tuple(whole, whole, whole, whole)
  .map(([a, b, c, d]) => box(Math.min(a, b), Math.min(c, d), Math.max(a, b), Math.max(c, d)))
  .filter(({ x0, y0, x1, y1 }) => x1 > x0 && y1 > y0);

const { width, height, cases } = fixture<{ width: number; height: number; cases: Case[] }>('segmentations');

describe("numbers equal scikit-learn's", () => {
  const metrics = [
    maskIouMetric,
    diceMetric,
    pixelPrecisionMetric,
    pixelRecallMetric,
    pixelSpecificityMetric,
  ];
  test.each(cases)('$name', (expected) => {
    const data = bytesOf(expected.mask);
    const given: MetricInput = {
      map: heatmap(width, height, data),
      annotation: { ...annotation(), mask: runsOfMask({ width, height, data }) },
      segmentation: segmentedMask({ width, height, data: bytesOf(expected.predicted) }),
    };
    for (const metric of metrics) expect(valueOf(metric, given)).toBeCloseTo(Number(expected[metric.id]), 12);
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
    expect(measure(maskIouMetric, input(predicted, annotation(...annotated)))).toEqual({ value: iou });
  });

  // A mask of 2 pixels and outlines of 6 in a box of 16; the regions are 4 pixels and 1 pixel.
  const drawn: Annotation = {
    ...annotation(box(0, 0, 4, 4)),
    contours: [
      [
        [0, 0],
        [3, 0],
        [3, 2],
        [0, 2],
      ],
    ],
  };
  const masked: Annotation = { ...drawn, mask: runsOfMask(rasteriseBox(box(0, 0, 2, 1), size, size)) };
  const regions = [box(0, 0, 2, 2), box(3, 3, 4, 4)];

  test.each([
    ['the mask first: 2 of 5', masked, {}, 2 / 5],
    ['then the outlines: 4 of 7', drawn, {}, 4 / 7],
    ['boxes on demand: 5 of 16', masked, { annotated: 'boxes' }, 5 / 16],
    ["the regions' boxes: 5 of 16", masked, { predicted: 'boxes', annotated: 'boxes' }, 5 / 16],
    ["the best region's box: 4 of 16", masked, { predicted: 'best-box', annotated: 'boxes' }, 4 / 16],
  ])('takes %s', (_, annotated, options, iou) => {
    const segmentation = segmented(regions, size);
    expect(valueOf(maskIouMetric, { ...input([], annotated), segmentation }, options)).toBe(iou);
  });

  it('tells boxes from pixels: a region of 1 pixel in a box of 4', () => {
    const pixel = segmentedMask(rasteriseBox(box(0, 0, 1, 1), size, size));
    const segmentation = { ...pixel, regions: segmented([box(0, 0, 2, 2)], size).regions };
    const given = { ...input([], annotation(box(0, 0, 2, 2))), segmentation };
    expect(valueOf(maskIouMetric, given)).toBe(0.25);
    expect(valueOf(maskIouMetric, given, { predicted: 'boxes' })).toBe(1);
  });

  it('refuses an annotated mask of another size', () => {
    const mask = runsOfMask(rasteriseBox(box(0, 0, 2, 2), 4, 4));
    expect(() => measure(maskIouMetric, input([], { ...annotation(), mask }))).toThrow(/mask/i);
  });

  it('equals box-iou for single boxes of whole pixels', () => {
    fc.assert(
      fc.property(wholeBox, wholeBox, (a, b) => {
        expect(valueOf(maskIouMetric, input([a], annotation(b)))).toBe(
          valueOf(boxIouMetric, input([a], annotation(b))),
        );
      }),
    );
  });
});

it('an empty prediction has no precision or recall, and all specificity', () => {
  const nothing = input([], annotation(box(0, 0, 2, 2)));
  expect(valueOf(pixelPrecisionMetric, nothing)).toBe(0);
  expect(valueOf(pixelRecallMetric, nothing)).toBe(0);
  expect(valueOf(diceMetric, nothing)).toBe(0);
  expect(valueOf(pixelSpecificityMetric, nothing)).toBe(1);
});

it('swapping prediction and annotation keeps IoU and Dice, and swaps precision and recall', () => {
  fc.assert(
    fc.property(wholeBox, wholeBox, (a, b) => {
      const [ab, ba] = [input([a], annotation(b)), input([b], annotation(a))];
      expect(valueOf(maskIouMetric, ab)).toBe(valueOf(maskIouMetric, ba));
      expect(valueOf(diceMetric, ab)).toBe(valueOf(diceMetric, ba));
      expect(valueOf(pixelPrecisionMetric, ab)).toBe(valueOf(pixelRecallMetric, ba));
      const iou = valueOf(maskIouMetric, ab);
      expect(valueOf(diceMetric, ab)).toBeCloseTo((2 * iou) / (1 + iou), 12);
    }),
  );
});

it('counts a mask once for each annotation', () => {
  const mask: Mask = rasteriseBox(box(0, 0, 2, 2), size, size);
  const given = { ...input([], annotation(box(0, 0, 2, 2))), segmentation: segmentedMask(mask) };
  expect(valueOf(pixelRecallMetric, given)).toBe(1);
  expect(valueOf(pixelRecallMetric, { ...given, annotation: annotation(box(0, 0, 4, 2)) })).toBe(0.5);
  expect(valueOf(pixelRecallMetric, given)).toBe(1);
});

function input(predicted: readonly Box[], annotated: Annotation): MetricInput {
  const map = heatmap(size, size, new Float32Array(size * size));
  return { map, annotation: annotated, segmentation: segmented(predicted, size) };
}
