import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  extentOfFinished,
  finishMap,
  finishSchema,
  normalisations,
  rectifications,
  STRETCH,
  stretchesOfFinished,
  upsampleKernels,
  type Placement,
} from '@camscope/pixels';

const line = (...values: number[]) => ({ width: values.length, height: 1, data: Float32Array.from(values) });
const over = (width: number, x0 = 0, x1 = width): Placement => ({
  frame: { width, height: 1 },
  region: { x0, y0: 0, x1, y1: 1 },
});
const finish = (values: number[], options: object = {}, placement = over(values.length)) =>
  finishMap(line(...values), placement, finishSchema.parse(options));
const numbers = (map: { data: Float32Array }) => Array.from(map.data);

test('the defaults', () => {
  expect(finishSchema.parse({})).toEqual({ rectify: 'none', upsample: 'bilinear', normalise: 'min-max' });
});

describe('on paper', () => {
  it.each([
    [{}, [-1, 0, 3], [0, 0.25, 1]],
    [{ rectify: 'raw' }, [-1, 0, 3], [0, 0, 1]],
    [{ normalise: 'max' }, [-2, 1, 4], [0, 0.25, 1]],
    [{ normalise: 'max', rectify: 'raw' }, [-2, 1, 4], [0, 0.25, 1]],
    [{ normalise: 'none' }, [-0.5, 0.25, 1.5], [0, 0.25, 1]],
    [{}, [-3, -2, -1], [0, 0.5, 1]],
    [{}, [0, 1e-45], [0, 1]],
    [{}, [-3e38, 3e38], [0, 1]],
  ])('%j of %j', (options, raw, map) => {
    expect(numbers(finish(raw, options).map)).toEqual(map);
    expect(finish(raw, options).blank).toBeUndefined();
  });

  it('rectifies before it upsamples', () => {
    // Rectified first: 0 0.25 0.75 1. Upsampled first: −1 −0.5 0.5 1, whose negative half would become 0.
    const { map } = finish([-1, 1], { rectify: 'raw' }, over(4));
    expect(numbers(map)).toEqual([0, 0.25, 0.75, 1]);
  });

  it('rectifies after it has upsampled, when asked to', () => {
    expect(numbers(finish([-1, 1], { rectify: 'upsampled' }, over(4)).map)).toEqual([0, 0, 0.5, 1]);
  });

  it('normalises what it upsampled, so that 1 is reached', () => {
    // Half-pixel samples of 0 1 0 at 2 pixels are 0.25 0.25; at 6 they are 0 0.25 0.75 0.75 0.25 0.
    const { map } = finish([0, 1, 0], {}, over(6));
    expect(numbers(map)).toEqual([0, Math.fround(1 / 3), 1, 1, Math.fround(1 / 3), 0]);
  });

  it('is 0 outside the region', () => {
    const { map } = finish([0.5, 0.75], { upsample: 'nearest', normalise: 'none' }, over(6, 1, 5));
    expect(numbers(map)).toEqual([0, 0.5, 0.5, 0.75, 0.75, 0]);
  });
});

describe('blank maps', () => {
  it.each([
    ['all-zero', [0, 0], {}],
    ['all-zero', [-0, 0], {}],
    ['all-zero', [-1, -2], { rectify: 'raw' }],
    ['all-zero', [-1, -2], { rectify: 'upsampled' }],
    ['all-zero', [-1, -2], { normalise: 'max' }],
    ['all-zero', [-1, -2], { normalise: 'none' }],
    ['constant', [0.7, 0.7], {}],
    ['constant', [0.7, 0.7], { normalise: 'none' }],
    ['constant', [2, 3], { normalise: 'none' }],
    ['constant', [5], {}],
    ['not-finite', [0, NaN], {}],
    ['not-finite', [NaN, NaN], { rectify: 'raw' }],
    ['not-finite', [1, Infinity], {}],
    ['not-finite', [-Infinity, 1], { normalise: 'none' }],
  ])('%s: %j with %j', (reason, raw, options) => {
    const { map, blank } = finish(raw, options, over(5));
    expect(blank).toBe(reason);
    expect(numbers(map)).toEqual([0, 0, 0, 0, 0]);
  });

  it('what upsampling makes constant', () => {
    expect(finish([0, 1], { upsample: 'nearest' }, over(1)).blank).toBe('all-zero');
    expect(finish([1, 0], { upsample: 'nearest' }, over(1)).blank).toBe('constant');
  });

  it('what upsampling makes infinite', () => {
    expect(finish([3.4e38, -3.4e38, 3.4e38, 3.4e38], { upsample: 'bicubic' }, over(64)).blank).toBe(
      'not-finite',
    );
  });
});

test('a finished map is in [0, 1], and blank exactly when it is zero', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float(), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...upsampleKernels),
      fc.constantFrom(...normalisations),
      fc.constantFrom(...rectifications),
      fc.integer({ min: 1, max: 20 }),
      (raw, upsample, normalise, rectify, width) => {
        const { map, blank } = finish(raw, { upsample, normalise, rectify }, over(width));
        expect(map.data.every((v) => v >= 0 && v <= 1)).toBe(true);
        expect(blank !== undefined).toBe(map.data.every((v) => v === 0));
      },
    ),
    { numRuns: 500 },
  );
});

test('what is known of a finished map holds of its values', () => {
  const side = fc.integer({ min: 1, max: 5 });
  const options = fc.record({
    rectify: fc.constantFrom(...rectifications),
    upsample: fc.constantFrom(...upsampleKernels),
    normalise: fc.constantFrom(...normalisations),
  });
  const value = fc.oneof(fc.float({ min: -1, max: 1, noNaN: true }), fc.constantFrom(-1, 0, 0.5, 1));
  const raws = fc
    .tuple(side, side)
    .chain(([width, height]) =>
      fc
        .array(value, { minLength: width * height, maxLength: width * height })
        .map((data) => ({ width, height, data: Float32Array.from(data) })),
    );
  fc.assert(
    fc.property(raws, options, fc.integer({ min: 1, max: 90 }), side, (raw, how, width, height) => {
      const frame = { width, height };
      const { map, blank } = finishMap(raw, { frame, region: { x0: 0, y0: 0, x1: width, y1: height } }, how);
      fc.pre(!blank);
      expect(extentOfFinished(map)).toEqual({ low: Math.min(...map.data), high: Math.max(...map.data) });
      const { lows, highs } = stretchesOfFinished(map);
      const inRow = Math.ceil(width / STRETCH);
      expect([lows.length, highs.length]).toEqual([inRow * height, inRow * height]);
      map.data.forEach((heat, i) => {
        const stretch = Math.floor(i / width) * inRow + Math.floor((i % width) / STRETCH);
        expect(heat >= lows[stretch] && heat <= highs[stretch]).toBe(true);
      });
    }),
  );
});
