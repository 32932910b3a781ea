import { describe, expect, it, test } from 'vitest';
import { isCamscopeError, preprocessingSchema, type Raster } from '@camscope/core';
import { preprocess } from '@camscope/pixels';
import { fixture, maxDifference } from './fixtures.ts';

const pillow = fixture<{ values: number[]; xrv: number[]; imagenet: number[] }>('preprocess');
const colour: Raster = {
  width: 31,
  height: 20,
  channels: 3,
  data: Uint8Array.from(pillow.values),
  white: 255,
};
const grey: Raster = { width: 2, height: 1, channels: 1, data: Uint8Array.of(0, 255), white: 255 };

describe('as Pillow and NumPy', () => {
  it('an RGB image for a grey network, centre-cropped, [-1024, 1024]', () => {
    const record = preprocessingSchema.parse({
      size: [12, 12],
      channels: 1,
      fit: 'centre-crop',
      range: [-1024, 1024],
    });
    const { tensor, region } = preprocess(colour, record);
    expect(tensor.dims).toEqual([1, 12, 12]);
    expect(region).toEqual({ x0: 5.5, y0: 0, x1: 25.5, y1: 20 });
    expect(maxDifference(tensor.data, pillow.xrv)).toBeLessThan(2e-4);
  });

  it('an RGB image for an RGB network, stretched, ImageNet mean and std', () => {
    const record = preprocessingSchema.parse({
      size: [10, 14],
      channels: 3,
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
    });
    const { tensor, region } = preprocess(colour, record);
    expect(tensor.dims).toEqual([3, 10, 14]);
    expect(region).toEqual({ x0: 0, y0: 0, x1: 31, y1: 20 });
    expect(maxDifference(tensor.data, pillow.imagenet)).toBeLessThan(2e-6);
  });
});

test('a grey image is repeated for an RGB network, one mean and std for all', () => {
  const record = preprocessingSchema.parse({ size: [1, 2], channels: 3, mean: [0.5], std: [0.25] });
  expect(Array.from(preprocess(grey, record).tensor.data)).toEqual([-2, 2, -2, 2, -2, 2]);
});

test.each([
  ['16-bit', Uint16Array.of(0, 65535), 65535],
  ['float', Float32Array.of(0, 1), 1],
] as const)('white of %s samples is the end of the range', (_, data, white) => {
  const record = preprocessingSchema.parse({ size: [1, 2], channels: 1, range: [-1, 3] });
  expect(Array.from(preprocess({ ...grey, data, white }, record).tensor.data)).toEqual([-1, 3]);
});

test('a tall image is cropped above and below', () => {
  const tall: Raster = { width: 2, height: 5, channels: 1, data: new Uint8Array(10), white: 255 };
  const record = preprocessingSchema.parse({ size: [2, 4], channels: 1, fit: 'centre-crop' });
  expect(preprocess(tall, record).region).toEqual({ x0: 0, y0: 2, x1: 2, y1: 3 });
});

test.each([
  [1, { mean: [0, 0, 0] }],
  [3, { std: [1, 1] }],
])('%d channels with %j are refused', (channels, wrong) => {
  const record = preprocessingSchema.parse({ size: [1, 1], channels, ...wrong });
  expect(() => preprocess(grey, record)).toThrow(
    expect.toSatisfy((e) => isCamscopeError(e) && e.code === 'CONFIG_INVALID'),
  );
});
