import type { Box } from '@camscope/core';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { regionBoxIou, regionIou } from '../src/index.ts';
import { compare, regions, valueOf } from './inputs.ts';

const anyBox = fc
  .tuple(...[7, 7, 4, 4].map((max) => fc.integer({ min: 0, max })))
  .map(([x, y, w, h]) => box(x, y, x + w + 1, y + h + 1));
const someBoxes = fc.array(anyBox, { minLength: 1, maxLength: 4 });

describe('region-iou', () => {
  test.each([
    ['a half shifted square: 2 of 6', [box(0, 0, 2, 2)], [box(1, 0, 3, 2)], 1 / 3],
    ['all regions: 4 of 8', [box(0, 0, 2, 2), box(8, 8, 10, 10)], [box(0, 0, 2, 2)], 0.5],
    ['one side without', [box(0, 0, 2, 2)], [], 0],
  ])('%s', (_, a, b, iou) => {
    expect(compare(regionIou, regions(...a), regions(...b))).toEqual({ value: iou });
  });
});

describe('region-box-iou', () => {
  test.each([
    ['the best region alone', [box(0, 0, 2, 2), box(8, 8, 10, 10)], [box(0, 0, 2, 1)], 0.5],
    ['fractions of pixels: 0.25 of 1.75', [box(0, 0, 1, 1)], [box(0.5, 0.5, 1.5, 1.5)], 1 / 7],
    ['one side without', [box(0, 0, 2, 2)], [], 0],
  ])('%s', (_, a, b, iou) => {
    expect(compare(regionBoxIou, regions(...a), regions(...b))).toEqual({ value: iou });
  });
});

describe.each([regionIou, regionBoxIou])('$id', (agreement) => {
  it('is symmetrical, in [0, 1], and 1 between equals', () => {
    fc.assert(
      fc.property(someBoxes, someBoxes, (a, b) => {
        const value = valueOf(agreement, regions(...a), regions(...b));
        expect(value).toBe(valueOf(agreement, regions(...b), regions(...a)));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(valueOf(agreement, regions(...a), regions(...a))).toBe(1);
      }),
    );
  });

  it('has no value when neither side has a region', () => {
    expect(compare(agreement, regions(), regions())).toEqual({
      value: null,
      reason: 'Neither side has a region',
    });
  });

  it('needs segmentations', () => {
    expect(() => compare(agreement, regions(), {})).toThrow('no segmentation');
  });
});

function box(x0: number, y0: number, x1: number, y1: number): Box {
  return { x0, y0, x1, y1 };
}
