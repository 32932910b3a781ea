import { expect, test } from 'vitest';
import type { Raster } from '@camscope/core';
import { colourTable, drawBox, mapToRaster, overlay, scaleBox } from '@camscope/pixels';

const map = { width: 3, height: 1, data: Float32Array.of(0, 0.5, 1) };
const base: Raster = {
  width: 3,
  height: 1,
  channels: 1,
  data: Uint16Array.of(1000, 2000, 3000),
  white: 65535,
};
const viridis = colourTable('viridis');
const colours = [0, 128, 255].flatMap((i) => [...viridis.subarray(3 * i, 3 * i + 3)]);

test('mapToRaster colours each value', () => {
  expect(mapToRaster(map, 'viridis')).toEqual({
    width: 3,
    height: 1,
    channels: 3,
    data: Uint8Array.from(colours),
    white: 255,
  });
});

test.each([
  [0, [0, 0, 0, 128, 128, 128, 255, 255, 255]],
  [1, colours],
  [
    0.5,
    [0, 0, 0, 127.5, 127.5, 127.5, 255, 255, 255].map((grey, i) => Math.floor((grey + colours[i]) / 2 + 0.5)),
  ],
])('an overlay of opacity %d over the stretched image', (opacity, expected) => {
  const painted = overlay(base, map, { colourMap: 'viridis', opacity });
  expect(Array.from(painted.data)).toEqual(expected);
});

test('an overlay is jet at 0.45 unless asked otherwise; a flat image is black', () => {
  const painted = overlay({ ...base, data: Uint16Array.of(7, 7, 7) }, map);
  const jet = colourTable('jet');
  expect(Array.from(painted.data.subarray(0, 3))).toEqual(
    [...jet.subarray(0, 3)].map((c) => Math.round(0.45 * c)),
  );
});

test('under an overlay a window has its own black and white, whichever is the brighter', () => {
  const grey = (window: [number, number]) =>
    [...overlay(ramp, blank, { window, opacity: 0 }).data].filter((_, i) => i % 3 === 0);
  const ramp = { ...base, width: 4, data: Uint16Array.of(0, 100, 200, 300) };
  const blank = { width: 4, height: 1, data: new Float32Array(4) };
  expect(grey([100, 200])).toEqual([0, 0, 255, 255]);
  expect(grey([200, 100])).toEqual([255, 255, 0, 0]);
  expect(grey([-300, 300])).toEqual([128, 170, 213, 255]);
});

test('an overlay is clear below its cut, and has its last colour from its hottest on', () => {
  const heat = { width: 3, height: 1, data: Float32Array.of(0.1, 0.2, 0.4) };
  const { data } = overlay(base, heat, { colourMap: 'viridis', opacity: 1, cut: 0.15, hottest: 0.2 });
  const last = [...colourTable('viridis').subarray(3 * 255)];
  expect([...data]).toEqual([0, 0, 0, ...last, ...last]);
});

test('an overlay needs equal sizes', () => {
  expect(() => overlay({ ...base, width: 1, height: 3 }, map)).toThrow('map 3 × 1, image 1 × 3');
});

test('a box is a line inside its rounded edges', () => {
  expect(drawn({ x0: 0.6, y0: 1.4, x1: 5.5, y1: 4.5 }, 1)).toEqual([
    '.......',
    '.#####.',
    '.#...#.',
    '.#...#.',
    '.#####.',
    '.......',
  ]);
});

test('a box is clipped at the border', () => {
  expect(drawn({ x0: -3, y0: 2, x1: 3, y1: 90 }, 2)).toEqual([
    '.......',
    '.......',
    '###....',
    '###....',
    '.##....',
    '.##....',
  ]);
});

test('a box thinner than its line is filled, an empty one is a dot, one outside is not drawn', () => {
  expect(drawn({ x0: 2, y0: 0, x1: 4, y1: 1 }, 3)[0]).toBe('..##...');
  expect(drawn({ x0: 2, y0: 0, x1: 2, y1: 0 }, 2)[0]).toBe('..#....');
  expect(drawn({ x0: 9, y0: 9, x1: 12, y1: 12 }, 2).join('')).not.toContain('#');
});

test('boxes are drawn on 8-bit RGB only', () => {
  expect(() => drawBox(base, { x0: 0, y0: 0, x1: 1, y1: 1 }, [255, 0, 0])).toThrow('8-bit RGB');
});

test('scaleBox', () => {
  const box = { x0: 1, y0: 2, x1: 3, y1: 4.5 };
  expect(scaleBox(box, { width: 10, height: 10 }, { width: 20, height: 5 })).toEqual({
    x0: 2,
    y0: 1,
    x1: 6,
    y1: 2.25,
  });
});

/** A 7 × 6 picture of the box, `#` where it was drawn in the asked colour. */
function drawn(box: { x0: number; y0: number; x1: number; y1: number }, thickness: number): string[] {
  const raster: Raster = { width: 7, height: 6, channels: 3, data: new Uint8Array(3 * 42), white: 255 };
  drawBox(raster, box, [1, 2, 3], thickness);
  const pixel = (x: number, y: number) =>
    Array.from(raster.data.subarray(3 * (7 * y + x), 3 * (7 * y + x) + 3)).join();
  return Array.from({ length: 6 }, (_, y) =>
    Array.from({ length: 7 }, (_, x) => ({ '0,0,0': '.', '1,2,3': '#' })[pixel(x, y)] ?? '?').join(''),
  );
}
