import { expect, test } from 'vitest';
import { paintDifference, paintGrey, paintHeat } from '../src/viewer/paint.ts';
import { draggedWindow, hottestOf, presetWindow } from '../src/viewer/window.ts';

/** Levels 0 to 4095 in steps of one, each once. */
const ramp = { levels: Uint16Array.from({ length: 4096 }, (_, level) => level), min: 0, max: 4095 };

test('presets are from percentile to percentile', () => {
  expect(presetWindow('full', ramp)).toEqual({ low: 0, high: 4095 });
  expect(presetWindow('robust', ramp).low).toBeCloseTo(40, 0);
  expect(presetWindow('dark', ramp).high).toBeCloseTo(2047, 0);
  expect(presetWindow('narrow', ramp).high).toBeCloseTo(3071, 0);
});

test('an image of one level has a window', () => {
  const flat = { levels: new Uint8Array(4).fill(7), min: 7, max: 7 };
  expect(presetWindow('robust', flat)).toEqual({ low: 7, high: 7 });
  expect([...paintGrey(flat, { low: 7, high: 7 }, false)]).toEqual(Array(4).fill(0xff000000));
});

test('a drag to the right widens, one downwards moves to brighter levels', () => {
  expect(draggedWindow({ low: 100, high: 200 }, 0.1, 0, 1000)).toEqual({ low: 50, high: 250 });
  expect(draggedWindow({ low: 100, high: 200 }, 0, 0.1, 1000)).toEqual({ low: 200, high: 300 });
});

test('levels below the window are black, above it white; inverted, the other way round', () => {
  const levels = { levels: Uint16Array.of(0, 1000, 2000, 3000, 4095), min: 0, max: 4095 };
  const grey = (inverted: boolean) =>
    [...paintGrey(levels, { low: 1000, high: 3000 }, inverted)].map((pixel) => pixel & 0xff);
  expect(grey(false)).toEqual([0, 0, 128, 255, 255]);
  expect(grey(true)).toEqual([255, 255, 128, 0, 0]);
});

test('heat below the cut is clear', () => {
  const pixels = paintHeat(Float32Array.of(0.2, 0.5, 1), { colours: 'viridis', cut: 0.5, reach: 1 });
  expect(pixels[0]).toBe(0);
  expect(pixels[2]).toBe(0xff25e7fd); // viridis ends in fde725
});

test('the hottest colour begins where a share of the pixels with heat ends, whatever has none', () => {
  const heat = Float32Array.from({ length: 1000 }, (_, i) => (i < 100 ? (i + 1) / 1000 : 0));
  heat[99] = 1;
  expect(hottestOf(heat, 1)).toBe(1);
  expect(hottestOf(heat, 0.9)).toBeCloseTo(0.09, 3);
  expect(hottestOf(new Float32Array(4), 0.9)).toBe(1);
  const look = { colours: 'viridis', cut: 0 } as const;
  const of = (reach: number) => paintHeat(heat, { ...look, reach });
  expect([of(0.9)[95], of(0.9)[99]]).toEqual([0xff25e7fd, 0xff25e7fd]);
  expect(of(1)[95]).not.toBe(0xff25e7fd);
  expect(of(0.9)[500]).toBe(of(1)[500]);
});

test('a difference is red where the first is hotter, blue where the second is, clear where they agree', () => {
  const pixels = paintDifference(Float32Array.of(1, 0, 0.5), Float32Array.of(0, 1, 0.5));
  const channels = [...pixels].map((pixel) => [pixel & 0xff, (pixel >> 16) & 0xff, pixel >>> 24]);
  expect(channels[0]).toEqual([0xff, 0x20, 255]);
  expect(channels[1]).toEqual([0x20, 0xff, 255]);
  expect(channels[2][2]).toBe(0);
});
