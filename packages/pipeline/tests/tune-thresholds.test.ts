import type { TuningFinding } from '@camscope/core';
import { meanIouRule, tuneThresholds } from '@camscope/pipeline';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';

const finding = (label: string, heat: number[], inside: number[]): TuningFinding => ({
  label,
  map: { width: heat.length, height: 1, data: Float32Array.from(heat) },
  truth: { width: heat.length, height: 1, data: Uint8Array.from(inside) },
});

it('is the threshold with the highest mean IoU, the first of equal ones', async () => {
  const grid = [0.25, 0.5, 0.75];
  const [edema, mass] = await tuneThresholds(
    [
      // Above ¼ are 3 pixels, above ½ 2, above ¾ none: ⅓, ½ and 0.
      finding('Edema', [0, 0.3, 0.6, 0.7], [0, 0, 0, 1]),
      // 1, ½, ½.
      finding('Edema', [0, 0.4, 0.8, 0], [0, 1, 1, 0]),
      // ½, ½, 1.
      finding('Mass', [0.6, 0.9], [0, 1]),
      finding('Mass', [0.6, 0.9], [1, 1]),
    ],
    grid,
  );
  expect(edema).toEqual({
    label: 'Edema',
    best: 0.25,
    tried: [
      { value: 0.25, meanIou: expect.closeTo(2 / 3, 12), n: 2 },
      { value: 0.5, meanIou: 0.5, n: 2 },
      { value: 0.75, meanIou: 0.25, n: 2 },
    ],
  });
  // ½ and 1, ½ and 1, 1 and ½.
  expect(mass.best).toBe(0.25);
  expect(mass.tried.map(({ meanIou }) => meanIou)).toEqual([0.75, 0.75, 0.75]);
});

it('tries 0.05, 0.1, … 0.95', () => {
  const { grid } = meanIouRule;
  expect([grid.length, grid[0], grid[2], grid[18]]).toEqual([19, 0.05, 0.15, 0.95]);
});

it('counts a blank map as 0, and leaves out a mask without a pixel', async () => {
  const blank = finding('Edema', [0, 0, 0], [1, 0, 0]);
  const empty = finding('Edema', [0.6, 1, 0], [0, 0, 0]);
  const [tuned] = await tuneThresholds([blank, empty, finding('Edema', [1, 0.6, 0], [1, 0, 0])], [0.5, 0.7]);
  expect(tuned).toMatchObject({
    best: 0.7,
    tried: [
      { meanIou: 0.25, n: 2 },
      { meanIou: 0.5, n: 2 },
    ],
  });
  expect(await tuneThresholds([empty], [0.5])).toEqual([
    { label: 'Edema', best: null, tried: [{ value: 0.5, meanIou: null, n: 0 }] },
  ]);
});

test('every mean is what counting pixels gives', async () => {
  const grid = [0, 0.1, 0.5, 0.9, 1];
  const pixel = fc.record({ heat: fc.float({ min: 0, max: 1, noNaN: true }), inside: fc.nat(1) });
  const images = fc.array(fc.array(pixel, { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(images, async (drawn) => {
      const [{ tried }] = await tuneThresholds(
        drawn.map((pixels) =>
          finding(
            'Edema',
            pixels.map(({ heat }) => heat),
            pixels.map(({ inside }) => inside),
          ),
        ),
        grid,
      );
      const counted = drawn.filter((pixels) => pixels.some(({ inside }) => inside === 1));
      for (const { value, meanIou, n } of tried) {
        expect(n).toBe(counted.length);
        const ious = counted.map((pixels) => {
          const above = pixels.filter(({ heat }) => heat > value);
          const both = above.filter(({ inside }) => inside === 1).length;
          return both / pixels.filter(({ heat, inside }) => heat > value || inside === 1).length;
        });
        if (n === 0) expect(meanIou).toBeNull();
        else expect(meanIou).toBeCloseTo(ious.reduce((a, b) => a + b) / n, 10);
      }
    }),
  );
});
