import { describe, expect, it, test } from 'vitest';
import { colourIndex, colourMapNames, colourTable, hueOf, type ColourMapName } from '@camscope/pixels';
import { fixture, maxDifference } from './fixtures.ts';

const matplotlib = fixture<Record<ColourMapName, number[]>>('colour');

describe.each(colourMapNames)('%s', (name) => {
  it("is matplotlib's map, rounded", () => {
    expect(maxDifference(colourTable(name), matplotlib[name])).toBeLessThanOrEqual(0.501);
  });
});

test('colourIndex rounds and clips', () => {
  expect([-1, 0, 0.5 / 255, 0.49 / 255, 1, 2].map(colourIndex)).toEqual([0, 0, 1, 0, 255, 255]);
});

test.each([
  [[255, 0, 0], 0],
  [[255, 255, 0], 60],
  [[0, 255, 0], 120],
  [[0, 255, 255], 180],
  [[0, 0, 255], 240],
  [[255, 0, 255], 300],
  [[255, 0, 1], 360 - 60 / 255],
  [[0.5, 0.25, 0.25], 0],
  [[7, 7, 7], 0],
])('the hue of %j is %d', ([red, green, blue], hue) => {
  expect(hueOf(red, green, blue)).toBeCloseTo(hue, 9);
});
