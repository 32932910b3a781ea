import { floatTensor, Scratch } from '@camscope/core';
import { cutBy, segmentMasks, type SegmentMasks } from '@camscope/masks';
import { describe, expect, it } from 'vitest';
import { imageOf } from './image-of.ts';

/** Two channels of 2×4, cut into halves of rows; all is filled with 0.5. */
const image = floatTensor(Float32Array.of(1, 3, 5, 7, 1, 3, 5, 7, 2, 2, 6, 8, 0, 4, 1, 1), [2, 2, 4]);
const fill = () => floatTensor(new Float32Array(16).fill(0.5), image.dims);
const given = { ...imageOf([2, 2, 4], image), fill };
const masks = (changes: Partial<SegmentMasks> = {}) =>
  segmentMasks({
    cut: { by: 'grid', segments: 4 },
    recipe: {},
    over: (segments) => ({ count: 3, kept: (index) => new Float32Array(segments).fill(index / 2) }),
    ...changes,
  });
const set = (changes: Partial<SegmentMasks> = {}) => masks(changes).over(given);

describe('masks of segments', () => {
  it('are fed as what they keep of each, with the labels that all share', () => {
    const { feeds, shared } = set();
    expect(shared).toEqual({ labels: floatTensor(Float32Array.of(0, 0, 1, 1, 2, 2, 3, 3), [1, 1, 2, 4]) });
    const { kept } = feeds([2, 1], new Scratch());
    expect([kept.dims, [...kept.data]]).toEqual([
      [2, 1, 1, 4],
      [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5],
    ]);
  });

  it('make a map of the weights of segments', () => {
    const [map] = set().maps([0], [[4, 3, 2, 1]]);
    expect(map).toEqual(floatTensor(Float32Array.of(4, 4, 3, 3, 2, 2, 1, 1), [1, 2, 4]));
  });

  it('fill with the mean of each segment in each channel, and say what they change', () => {
    const { fill: meansOf, parts } = set();
    expect([...meansOf!(image).data]).toEqual([2, 2, 6, 6, 2, 2, 6, 6, 2, 2, 7, 7, 2, 2, 1, 1]);
    // The first: 0.5² + 2.5² + 1.5² + 1.5².
    expect(Array.from(parts!.changed!())).toEqual([11, 149, 19, 63]);
  });

  it('are of superpixels of the mean channel', () => {
    const cut = cutBy({ cut: 'slic', segments: 2, compactness: 0.01 });
    const grey = Array.from({ length: 96 }, (_, i) => (i % 12 < 5 ? 0 : 1));
    const two = floatTensor(Float32Array.from([...grey, ...grey.map((value) => 3 * value)]), [2, 8, 12]);
    const { parts, shared } = masks({ cut }).over(imageOf([2, 8, 12], two));
    expect(parts!.count).toBe(2);
    expect([...shared!.labels.data]).toEqual(grey);
  });

  it('are told how many segments there are and the budget, and may all be needed', () => {
    const told: number[][] = [];
    const over: SegmentMasks['over'] = (...all) => {
      told.push(all);
      return { count: 3, kept: () => new Float32Array(4) };
    };
    expect(
      masks({ over })
        .over({ ...given, budget: 2 })
        .taken(2),
    ).toBe(2);
    expect(told).toEqual([[4, 2]]);
    expect(() => set({ whole: true }).taken(2)).toThrow(/Every segment[^]*4 segments/);
    expect(set({ whole: true }).taken(3)).toBe(3);
  });

  it('of another cut, recipe or budget are others', () => {
    const of = (changes: Partial<SegmentMasks>, budget = Infinity) =>
      JSON.stringify(masks(changes).identity(given.sizes, budget));
    const all = [of({}), of({}, 5), of({ recipe: { seed: 1 } }), of({ cut: { by: 'slic', segments: 4 } })];
    expect(new Set(all).size).toBe(4);
  });
});
