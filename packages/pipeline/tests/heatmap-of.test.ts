import { floatTensor } from '@camscope/core';
import { expect, it } from 'vitest';
import { heatmapOf } from '../src/finish/heatmap-of.ts';

const attribution = floatTensor(Float32Array.of(1, -4, 0, 0, 3, 3, -6, 0, 2), [3, 1, 3]);

it.each([
  ['max-abs', [6, 4, 3]],
  ['mean', [-5 / 3, -1 / 3, 5 / 3]],
  ['sum', [-5, -1, 5]],
] as const)('reduces the channels of an attribution by %s', (how, expected) => {
  expect(heatmapOf(attribution, 'attribution', how)).toEqual({
    width: 3,
    height: 1,
    data: Float32Array.from(expected),
  });
});

it('takes a map at a layer as it is', () => {
  const data = Float32Array.of(-1, 2);
  expect(heatmapOf(floatTensor(data, [1, 2, 1]), undefined, 'max-abs')).toEqual({
    width: 1,
    height: 2,
    data,
  });
});

it('reduces an attribution of one channel too, and no map of several', () => {
  const data = Float32Array.of(-1, 2);
  const { data: heat } = heatmapOf(floatTensor(data, [1, 2, 1]), 'attribution', 'max-abs');
  expect([...heat]).toEqual([1, 2]);
  expect(() => heatmapOf(attribution, 'map', 'max-abs')).toThrow('3 channels of 1×3');
});
