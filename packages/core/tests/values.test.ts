import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import {
  boxArea,
  boxIou,
  floatTensor,
  intersectBoxes,
  itemOf,
  modelCardSchema,
  preprocessingSchema,
  remembered,
  sizeOf,
  stack,
  subexpressions,
  polygonOfBox,
  type Box,
  type Expression,
} from '@camscope/core';

const box = (x0: number, y0: number, x1: number, y1: number): Box => ({ x0, y0, x1, y1 });
const boxes = fc
  .tuple(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }))
  .map(([x, y, w, h]) => box(x, y, x + w, y + h));

describe('boxes', () => {
  it('have an area, which is never negative', () => {
    expect(boxArea(box(1, 2, 3.5, 4))).toBe(5);
    expect(boxArea(box(3, 3, 1, 1))).toBe(0);
  });

  it('have an outline, which goes around from the top left', () => {
    const outline = [
      [1, 2],
      [3.5, 2],
      [3.5, 4],
      [1, 4],
    ];
    expect(polygonOfBox(box(1, 2, 3.5, 4))).toEqual(outline);
  });

  it('intersect over their union', () => {
    // 2×2 of overlap, 4·4 + 4·4 − 4 of union
    expect(boxIou(box(0, 0, 4, 4), box(2, 2, 6, 6))).toBe(4 / 28);
    expect(boxIou(box(0, 0, 1, 1), box(1, 0, 2, 1))).toBe(0);
    expect(boxIou(box(0, 0, 0, 0), box(0, 0, 0, 0))).toBe(0);
    expect(intersectBoxes(box(0, 0, 4, 4), box(2, 1, 6, 3))).toEqual(box(2, 1, 4, 3));
  });

  it('have an IoU that is symmetric, in [0, 1], and 1 of a box with itself', () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        const iou = boxIou(a, b);
        expect(iou).toBe(boxIou(b, a));
        expect(iou).toBeGreaterThanOrEqual(0);
        expect(iou).toBeLessThanOrEqual(1);
        expect(boxIou(a, a)).toBe(1);
      }),
    );
  });
});

describe('tensors', () => {
  it('are refused when shape and elements do not fit', () => {
    expect(sizeOf([])).toBe(1);
    expect(() => floatTensor(new Float32Array(5), [2, 3])).toThrow(/\[2, 3\] cannot have 5 elements/);
  });

  it('stack along a new axis, from which items are views', () => {
    const [a, b] = [floatTensor(Float32Array.of(1, 2), [1, 2]), floatTensor(Float32Array.of(3, 4), [1, 2])];
    const both = stack([a, b]);
    expect(both.dims).toEqual([2, 1, 2]);
    expect([...itemOf(both, 1).data]).toEqual([3, 4]);
    expect(itemOf(both, 1).data.buffer).toBe(both.data.buffer);
    expect(() => stack([a, floatTensor(Float32Array.of(1), [1])])).toThrow(/different shapes/);
    expect(() => stack([])).toThrow(/no tensors/);
  });
});

describe('records', () => {
  it('fill in what a preprocessing leaves out', () => {
    expect(preprocessingSchema.parse({ size: [224, 224], channels: 1 })).toEqual({
      size: [224, 224],
      channels: 1,
      fit: 'stretch',
      range: [0, 1],
      mean: [0],
      std: [1],
    });
  });

  it('refuse what makes no sense', () => {
    expect(preprocessingSchema.safeParse({ size: [0, 224], channels: 1 }).success).toBe(false);
    expect(preprocessingSchema.safeParse({ size: [8, 8], channels: 2 }).success).toBe(false);
    expect(preprocessingSchema.safeParse({ size: [8, 8], channels: 1, std: [0] }).success).toBe(false);
    expect(modelCardSchema.safeParse({ label: ['a'] }).success).toBe(false);
    expect(modelCardSchema.parse({})).toEqual({});
  });
});

describe('expressions', () => {
  it('list their parts once, operands first', () => {
    const leaf: Expression = { word: 'image', operands: [], parameters: {} };
    const squared: Expression = { word: 'mul', operands: [leaf, leaf], parameters: {} };
    const sum: Expression = { word: 'add', operands: [squared, leaf], parameters: {} };
    expect([...subexpressions(sum)]).toEqual([leaf, squared, sum]);
  });
});

describe('remembered', () => {
  it('makes once for each object, be it nothing that is made', () => {
    let made = 0;
    const of = remembered(({ name }: { name?: string }) => {
      made++;
      return name;
    });
    const [one, other] = [{ name: 'one' }, {}];
    expect([of(one), of(other), of(one), of(other)]).toEqual(['one', undefined, 'one', undefined]);
    expect(made).toBe(2);
    of({ name: 'one' });
    expect(made).toBe(3);
  });

  it('makes again what failed', () => {
    let fails = true;
    const of = remembered(() => {
      if (fails) throw new Error('not yet');
      return 1;
    });
    const object = {};
    expect(() => of(object)).toThrow('not yet');
    fails = false;
    expect(of(object)).toBe(1);
  });
});
