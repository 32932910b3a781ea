import type { Point } from '@camscope/core';
import { connectedSpans, fillPolygonsAsPillow, maskOfRuns, runsOfMask } from '@camscope/pixels';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { holdsPoint, overlapOf } from '../src/evaluate/overlap.ts';
import { boxesOfParts } from '@camscope/datasets-common';
import { pillowRuns } from '../src/read/pillow.ts';
import { draw, masks } from './support.ts';

test('overlaps are counted as pixel by pixel', () => {
  fc.assert(
    fc.property(masks(2), ([a, b]) => {
      const [inA, inB] = [maskOfRuns(a).data, maskOfRuns(b).data];
      const sum = (values: Uint8Array) => values.reduce((total, value) => total + value, 0);
      expect(overlapOf(a, b)).toEqual({
        both: sum(inA.map((pixel, i) => pixel & inB[i])),
        first: sum(inA),
        second: sum(inB),
      });
    }),
  );
});

test('a point is in the pixel that holds it', () => {
  fc.assert(
    fc.property(masks(1), ([mask]) => {
      const { data } = maskOfRuns(mask);
      const held = Array.from(data, (_, i) => {
        const [x, y] = [i % mask.width, Math.floor(i / mask.width)];
        return holdsPoint(mask, [x + 0.9, y]) ? 1 : 0;
      });
      expect(held).toEqual([...data]);
    }),
  );
  for (const outside of [
    [-0.1, 0],
    [0, -1],
    [2, 0],
    [0, 2],
  ] as const)
    // prettier-ignore
    expect(holdsPoint(draw('##', '##'), outside)).toBe(false);
});

describe('boxes of parts', () => {
  it('are tight around what touches by edges or corners', () => {
    const mask = draw('.....#', '.##..#', '...#..', '......');
    expect(boxesOfParts(mask)).toEqual([
      { x0: 1, y0: 1, x1: 4, y1: 3 },
      { x0: 5, y0: 0, x1: 6, y1: 2 },
    ]);
    expect(boxesOfParts(draw('..', '..'))).toEqual([]);
  });

  it('are those of the whole raster', () => {
    const order = (boxes: object[]) => boxes.map((box) => JSON.stringify(box)).sort();
    fc.assert(
      fc.property(masks(1), ([mask]) => {
        const { components } = connectedSpans(maskOfRuns(mask), 8);
        expect(order(boxesOfParts(mask))).toEqual(order(components.map(({ box }) => box)));
      }),
    );
  });
});

test('outlines are filled as on a raster of the whole image', () => {
  const place = fc.double({ min: -6, max: 18, noNaN: true });
  const outline = fc.array(fc.tuple(place, place), { minLength: 2, maxLength: 9 });
  const frame = fc.record({
    width: fc.integer({ min: 1, max: 14 }),
    height: fc.integer({ min: 1, max: 14 }),
  });
  fc.assert(
    fc.property(
      fc.array(outline, { minLength: 1, maxLength: 3 }),
      frame,
      (outlines: Point[][], { width, height }) => {
        const whole = runsOfMask(fillPolygonsAsPillow(outlines, width, height));
        expect(pillowRuns(outlines, { width, height })).toEqual(whole);
      },
    ),
  );
});
