import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { upsample, upsampleKernels, type UpsampleKernel } from '@camscope/pixels';
import { upsampleOver } from '../src/resample/upsample.ts';
import { fixture, maxDifference } from './fixtures.ts';

interface Case {
  size: [number, number];
  to: [number, number];
  values: number[];
  expected: Record<UpsampleKernel, number[]>;
}
const cases = fixture<Case[]>('upsample');

describe.each([...upsampleKernels])('%s', (kernel) => {
  it.each(cases)("is torch's, or TensorFlow's, from $size to $to", ({ size, to, values, expected }) => {
    const map = upsample(heatmap(size, values), { height: to[0], width: to[1] }, kernel);
    expect(maxDifference(map.data, expected[kernel])).toBeLessThan(1e-5);
  });

  it('keeps a constant', () => {
    fc.assert(
      fc.property(side, side, side, side, (h, w, height, width) => {
        const map = upsample(heatmap([h, w], new Array<number>(h * w).fill(0.5)), { width, height }, kernel);
        expect(maxDifference(map.data, new Array<number>(width * height).fill(0.5))).toBeLessThan(1e-6);
      }),
    );
  });

  it('mirrors with its map', () => {
    if (kernel === 'nearest') return; // torch's is not symmetric
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 2, max: 24 }),
        (row, width) => {
          const there = upsample(heatmap([1, row.length], row), { width, height: 1 }, kernel).data;
          const back = upsample(
            heatmap([1, row.length], row.toReversed()),
            { width, height: 1 },
            kernel,
          ).data;
          expect(maxDifference(there, back.toReversed())).toBeLessThan(1e-5);
        },
      ),
    );
  });
});

test('a map over a part of the frame is the part of a map over a whole frame', () => {
  const { size, values } = cases[0];
  const whole = upsample(heatmap(size, values), { width: 20, height: 20 }, 'bicubic');
  const part = upsampleOver(
    heatmap(size, values),
    { x0: -5, y0: 3, x1: 15, y1: 23 },
    { width: 30, height: 13 },
    'bicubic',
  );
  expect([part.left, part.top, part.map.width, part.map.height]).toEqual([0, 3, 15, 10]);
  for (let y = 0; y < 10; y++) {
    const row = whole.data.subarray(20 * y + 5, 20 * y + 20);
    expect(maxDifference(part.map.data.subarray(15 * y, 15 * y + 15), row)).toBeLessThan(1e-6);
  }
});

test('a region between pixels holds the pixels whose centres it holds', () => {
  const map = heatmap([1, 2], [0, 1]);
  const { left, map: over } = upsampleOver(
    map,
    { x0: 1.5, y0: 0, x1: 5.5, y1: 1 },
    { width: 8, height: 1 },
    'bilinear',
  );
  expect(left).toBe(1);
  // The old samples lie at 2.5 and 4.5, the new ones at 1.5, 2.5, 3.5 and 4.5.
  expect(Array.from(over.data)).toEqual([0, 0, 0.5, 1]);
});

test('a region without a pixel is refused', () => {
  const region = { x0: 1.6, y0: 0, x1: 2.4, y1: 1 };
  expect(() => upsampleOver(heatmap([1, 2], [0, 1]), region, { width: 8, height: 1 }, 'nearest')).toThrow(
    'spans no pixel',
  );
});

const side = fc.integer({ min: 1, max: 24 });

function heatmap([height, width]: [number, number], values: ArrayLike<number>) {
  return { width, height, data: Float32Array.from(values) };
}
