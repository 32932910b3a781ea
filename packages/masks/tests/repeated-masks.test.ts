import { floatTensor, Scratch } from '@camscope/core';
import {
  activationMasks,
  overRepeats,
  repeatedMasks,
  segmentMasks,
  underNoise,
  underScales,
  type Repeats,
} from '@camscope/masks';
import { describe, expect, it } from 'vitest';
import { imageOf } from './image-of.ts';

// Four channels of two places: the second is constant, the fourth the first again.
const image = imageOf([4, 1, 2], floatTensor(Float32Array.of(1, 3, 5, 5, 0, 8, 1, 3), [4, 1, 2]));
const base = activationMasks({ constant: 'take', adds: 'activations' });
const masks = (repeats: Repeats) => repeatedMasks(base, repeats);
const fedBy = (repeats: Repeats, chosen: readonly number[]) =>
  masks(repeats).over(image).feeds(chosen, new Scratch());

describe('masks that are repeated', () => {
  const set = masks(underScales([0.5, 1, 1.5])).over(image);

  it('are those of the other kind, one after another', () => {
    expect(set.count).toBe(12);
    expect([...set.order]).toEqual([6, 7, 8, 0, 1, 2, 9, 10, 11, 3, 4, 5]);
    expect(set.mass!(7)).toBe(8);
  });

  it('are fed what is repeated, and what tells the repeats apart', () => {
    const { mask, repeat } = fedBy(underScales([0.5, 1, 1.5]), [1, 6]);
    expect([...mask.data]).toEqual([1, 3, 0, 8]);
    expect(repeat).toEqual(floatTensor(Float32Array.of(1, 0.5), [2, 1, 1, 1]));
  });

  it('weigh by their mean score, and add up to the map of the other kind', () => {
    const masked = Float64Array.of(1, 2, 3, 9, 9, 9);
    const scores = { masked, image: 0, references: [] };
    const weights = overRepeats(3, ({ masked: means }) => means.map((mean) => 3 * mean))(scores);
    expect([...weights]).toEqual([2, 2, 2, 9, 9, 9]);
    expect([...set.maps([0, 1, 2, 6, 7, 8], [weights])[0].data]).toEqual([6, 3 * 6 + 8 * 27]);
  });

  it('are taken with all of their repeats', () => {
    expect([3, 5, 6, Infinity].map(set.taken)).toEqual([3, 3, 6, 12]);
    expect(() => set.taken(2)).toThrow(/budget of masks is too small[^]*Allow for 3 masks/);
  });

  it('are as equal as they are fed alike', () => {
    expect(Array.from({ length: 12 }, (_, mask) => set.rowOf(mask))).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6, 7, 8],
      ...[0, 1, 2],
    ]);
    expect(set.duplicates).toBe(3);
    const noisy = masks(underNoise(3, 0)).over(image);
    expect(noisy.rowOf(9)).toBe(9);
    expect(noisy.duplicates).toBe(0);
  });

  it('are told from others by how they repeat, and what', () => {
    const budgets = [7, 9, 11].map((budget) =>
      JSON.stringify(masks(underScales([0.5, 1, 1.5])).identity(image.sizes, budget)),
    );
    expect(budgets[1]).toBe(budgets[2]);
    const repeats = [underScales([1, 2, 3]), underNoise(3, 0), underNoise(3, 1), underNoise(4, 0)];
    const others = repeats.map((one) => JSON.stringify(masks(one).identity(image.sizes, 12)));
    expect(new Set([...budgets, ...others]).size).toBe(6);
  });

  it('cannot be of a kind whose weights count parts', () => {
    const parts = segmentMasks({
      cut: { by: 'grid', segments: 2 },
      recipe: {},
      over: (count) => ({ count, kept: () => new Float32Array(count) }),
    });
    expect(() => repeatedMasks(parts, underScales([1])).over(image)).toThrow(/weights count parts/);
  });
});

describe('noise', () => {
  const noise = (seed: number, chosen: readonly number[]) => {
    const set = repeatedMasks(base, underNoise(2, seed)).over(imageOf([4, 40, 50]));
    return set.feeds(chosen, new Scratch()).repeat;
  };

  it('is standard normal, as large as the image', () => {
    const { data, dims } = noise(0, [3]);
    expect(dims).toEqual([1, 1, 40, 50]);
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(data.length));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / data.length));
  });

  it('is that of the mask and the seed, whatever it runs beside', () => {
    const [first, , third] = [0, 1, 2].map((i) =>
      noise(0, [0, 1, 2]).data.subarray(2000 * i, 2000 * (i + 1)),
    );
    expect([...noise(0, [2]).data]).toEqual([...third]);
    expect([...first]).not.toEqual([...third]);
    expect([...noise(1, [2]).data]).not.toEqual([...third]);
  });
});
