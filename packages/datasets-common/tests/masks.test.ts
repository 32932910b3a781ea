import { isCamscopeError, type MaskRuns } from '@camscope/core';
import { maskOfRuns, runsOfMask } from '@camscope/pixels';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { absoluteRuns, ellipseIn, masked, outlined, relativeRuns, unionOfRuns } from '../src/index.ts';

// Pixels are numbered down the columns: of 2 × 3 (width × height), 0 1 2 are the left column.
describe('run lengths', () => {
  it('that count from the last run', () => {
    expect(relativeRuns('1 2 1 1', 2, 3)).toEqual({ width: 2, height: 3, runs: [1, 2, 1, 1, 1] });
    expect(relativeRuns('0 6', 2, 3).runs).toEqual([0, 6, 0]);
  });

  it('that count from the first pixel, which is number 0 or 1', () => {
    const runs = [1, 2, 1, 1, 1];
    expect(absoluteRuns('1 2 4 1', 2, 3, 0).runs).toEqual(runs);
    expect(absoluteRuns('2 2 5 1', 2, 3, 1).runs).toEqual(runs);
  });

  test.each<[text: string, says: RegExp]>([
    ['', /no length/],
    ['1', /no pairs/],
    ['1 x', /'x', which is no length/],
    ['1 -2', /'-2', which is no length/],
    ['1 1.5', /no length/],
    ['1 6', /7 pixels, but 2 × 3 is 6/],
  ])('such as "%s" are refused', (text, says) => {
    expect(refusal(() => relativeRuns(text, 2, 3))).toMatch(says);
  });

  it('that overlap themselves are refused', () => {
    expect(refusal(() => absoluteRuns('1 3 2 1', 2, 3, 0))).toMatch(/inside the one before/);
  });
});

test('a union has the pixels of all masks', () => {
  const mask = fc.array(fc.constantFrom(0, 1), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(mask, { minLength: 1, maxLength: 4 }), (masks) => {
      const all = masks.map((data) => runsOfMask({ width: 4, height: 3, data: Uint8Array.from(data) }));
      const union = unionOfRuns(all);
      const any = masks[0].map((_, i) => Number(masks.some((data) => data[i] === 1)));
      expect([...maskOfRuns(union).data]).toEqual(any);
      expect(union.runs.slice(1, -1).every((run) => run > 0)).toBe(true);
    }),
  );
});

describe('an annotation', () => {
  it('of a mask has a box around each part; of an empty mask there is none', () => {
    const mask: MaskRuns = { width: 4, height: 3, runs: [0, 2, 7, 1, 2] };
    expect(masked('Mass', mask, 'R1')).toEqual({
      label: 'Mass',
      reader: 'R1',
      mask,
      boxes: [
        { x0: 0, y0: 0, x1: 1, y1: 2 },
        { x0: 3, y0: 0, x1: 4, y1: 1 },
      ],
    });
    expect(masked('Mass', { width: 4, height: 3, runs: [12] })).toBeUndefined();
  });

  it('of an ellipse has an outline on it, which fills its box', () => {
    const box = { x0: 10, y0: 20, x1: 50, y1: 40 };
    const outline = ellipseIn(box);
    for (const [x, y] of outline) expect(((x - 30) / 20) ** 2 + ((y - 30) / 10) ** 2).toBeCloseTo(1, 12);
    expect(outlined('Nodule', [outline]).boxes[0]).toEqual(box);
  });
});

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (isCamscopeError(error)) return error.message;
  }
  throw new Error('not refused');
}
