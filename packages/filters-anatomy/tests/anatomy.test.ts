import { type FilterContext, type Heatmap, parseOptions, type Raster } from '@camscope/core';
import plugin, { anatomy, findAnatomy } from '@camscope/filters-anatomy';
import { maskIou } from '@camscope/pixels';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEIGHT, image, inBody, inLungs, inThorax, maskOf, WIDTH } from './phantom.ts';

const filter = (map: Heatmap, options: Record<string, unknown>, context: FilterContext) =>
  anatomy.filter(map, parseOptions(anatomy, options), context);
const ones = (width: number, height: number): Heatmap => ({
  width,
  height,
  data: new Float32Array(width * height).fill(1),
});

describe('in a drawn radiograph, it finds', () => {
  it('the body', () => {
    expect(maskIou(findAnatomy(image(), 'body', 0), maskOf(inBody))).toBeGreaterThan(0.97);
  });

  it('the lungs', () => {
    expect(maskIou(findAnatomy(image(), 'lungs', 0), maskOf(inLungs))).toBeGreaterThan(0.85);
  });

  it('the thorax, heart included', () => {
    const thorax = findAnatomy(image(), 'thorax', 0);
    expect(maskIou(thorax, maskOf(inThorax))).toBeGreaterThan(0.85);
    expect(thorax.data[Math.round(0.45 * HEIGHT) * WIDTH + Math.round(0.5 * WIDTH)]).toBe(1);
  });

  it('the same in 16-bit, float and colour images', () => {
    const grey = image();
    const lungs = findAnatomy(grey, 'lungs', 0);
    const wide: Raster = { ...grey, data: Uint16Array.from(grey.data, (v) => 257 * v), white: 65535 };
    const colour: Raster = {
      ...grey,
      channels: 3,
      data: Uint8Array.from({ length: 3 * grey.data.length }, (_, i) => grey.data[Math.floor(i / 3)]),
    };
    expect(maskIou(findAnatomy(wide, 'lungs', 0), lungs)).toBeGreaterThan(0.98);
    expect(maskIou(findAnatomy(colour, 'lungs', 0), lungs)).toBeGreaterThan(0.98);
  });

  it('one lung when the other is white, but then no thorax', () => {
    const half = image((x, y) => inLungs(x, y) && x < 0.5);
    const lungs = findAnatomy(half, 'lungs', 0);
    expect(
      maskIou(
        lungs,
        maskOf((x, y) => inLungs(x, y) && x < 0.5),
      ),
    ).toBeGreaterThan(0.8);
    expect(findAnatomy(half, 'thorax', 0)).toEqual(findAnatomy(half, 'body', 0));
  });

  it('the body where there are no lungs', () => {
    const none = image(() => false);
    expect(findAnatomy(none, 'lungs', 0)).toEqual(findAnatomy(none, 'body', 0));
  });

  it('a wider mask with a margin', () => {
    const [narrow, wide] = [0, 0.05].map((margin) => findAnatomy(image(), 'lungs', margin));
    expect(narrow.data.every((pixel, i) => pixel <= wide.data[i])).toBe(true);
    const [lower, higher] = [narrow, wide].map(({ data }) => Math.floor(data.indexOf(1) / WIDTH));
    expect(Math.abs(lower - higher - 0.05 * WIDTH)).toBeLessThan(3);
  });
});

it('takes an even image for all body', () => {
  const even: Raster = { width: 7, height: 5, channels: 1, white: 255, data: new Uint8Array(35).fill(9) };
  for (const region of ['body', 'lungs', 'thorax'] as const) {
    expect(findAnatomy(even, region, 0.02).data).toEqual(new Uint8Array(35).fill(1));
  }
  const pixel: Raster = { width: 1, height: 1, channels: 1, white: 255, data: new Uint8Array(1) };
  expect(filter(ones(1, 1), {}, { image: pixel })).toEqual(ones(1, 1));
});

describe("with the user's mask", () => {
  const mask: Raster = {
    width: 4,
    height: 1,
    channels: 1,
    white: 255,
    data: Uint8Array.of(0, 127, 128, 255),
  };
  const context: FilterContext = { image: image(), file: mask };
  const options = { file: 'masks/{stem}.png', margin: 0 };

  it('asks for the file it is told, and for none otherwise', () => {
    expect(anatomy.file?.(parseOptions(anatomy, options))).toBe('masks/{stem}.png');
    expect(anatomy.file?.(parseOptions(anatomy, {}))).toBeUndefined();
  });

  it('keeps the heat where it is white', () => {
    const map: Heatmap = { width: 4, height: 1, data: Float32Array.of(0.5, 0.5, 0.75, 1) };
    expect([...filter(map, options, context).data]).toEqual([0, 0, 0.75, 1]);
    expect([...filter(map, { ...options, outside: 0.5 }, context).data]).toEqual([0.25, 0.25, 0.75, 1]);
    expect([...filter(map, { ...options, renormalise: 'min-max' }, context).data]).toEqual([0, 0, 0.75, 1]);
  });

  it('widens it by the margin', () => {
    expect([...filter(ones(4, 1), { ...options, margin: 0.25 }, context).data]).toEqual([0, 1, 1, 1]);
  });

  it('refuses one of another size, or none', () => {
    expect(() => filter(ones(3, 1), options, context)).toThrow(/asked: 3 × 1\n {2}found: 4 × 1/);
    expect(() => filter(ones(3, 1), options, {})).toThrow('was given no image');
  });
});

it('never adds heat', () => {
  const seen = image();
  fc.assert(
    fc.property(
      fc.constantFrom('body', 'thorax', 'lungs'),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (region, outside) => {
        const map = ones(WIDTH, HEIGHT);
        const { data } = filter(map, { region, outside }, { image: seen });
        expect(data.every((value) => value === 1 || value === Math.fround(outside))).toBe(true);
      },
    ),
    { numRuns: 3 },
  );
});

it('is contributed by the plugin', () => {
  expect(plugin.contributes).toEqual([anatomy]);
});
