import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Raster } from '@camscope/core';
import { resizeRaster, toGrey } from '@camscope/pixels';
import { fixture } from './fixtures.ts';

type Mode = 'L' | 'RGB' | 'I' | 'F';
interface Case {
  mode: Mode;
  size: [number, number];
  to: [number, number];
  box: [number, number, number, number] | null;
  values: number[];
  expected: number[];
}

describe('resizeRaster equals Pillow to the last bit', () => {
  it.each(fixture<Case[]>('resize'))(
    '$mode $size to $to, box $box',
    ({ mode, size, to, box, values, expected }) => {
      const bounds = box ? { x0: box[0], y0: box[1], x1: box[2], y1: box[3] } : undefined;
      const resized = resizeRaster(raster(mode, size, values), to[0], to[1], bounds);
      expect([resized.width, resized.height]).toEqual(to);
      expect(Array.from(resized.data)).toEqual(expected);
    },
  );
});

test('toGrey equals Pillow', () => {
  const { values, expected } = fixture<{ values: number[]; expected: number[] }>('luma');
  expect(Array.from(toGrey(raster('RGB', [40, 10], values)).data)).toEqual(expected);
});

test('toGrey keeps 16 bits and floats', () => {
  const rgb = { width: 1, height: 1, channels: 3 } as const;
  expect(toGrey({ ...rgb, white: 65535, data: Uint16Array.of(65535, 65535, 65535) }).data).toEqual(
    Uint16Array.of(65535),
  );
  expect(toGrey({ ...rgb, white: 1, data: Float32Array.of(0, 1, 0) }).data[0]).toBeCloseTo(0.587, 4);
});

test('an image of one grey stays so, whatever the sizes', () => {
  const side = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(side, side, side, side, fc.integer({ min: 0, max: 255 }), (w, h, width, height, level) => {
      const flat = raster(
        'L',
        [w, h],
        Array.from({ length: w * h }, () => level),
      );
      expect(resizeRaster(flat, width, height).data).toEqual(new Uint8Array(width * height).fill(level));
    }),
  );
});

test('the same size changes nothing', () => {
  fc.assert(
    fc.property(
      fc.float32Array({ minLength: 12, maxLength: 12, noNaN: true, noDefaultInfinity: true }),
      (data) => {
        const image: Raster = { width: 4, height: 3, channels: 1, data: data.map((v) => v + 0), white: 1 };
        expect(resizeRaster(image, 4, 3).data).toEqual(image.data);
      },
    ),
  );
});

function raster(mode: Mode, [width, height]: [number, number], values: ArrayLike<number>): Raster {
  const channels = mode === 'RGB' ? 3 : 1;
  if (mode === 'F') return { width, height, channels, data: Float32Array.from(values), white: 1 };
  if (mode === 'I') return { width, height, channels, data: Uint16Array.from(values), white: 65535 };
  return { width, height, channels, data: Uint8Array.from(values), white: 255 };
}
