import { felzenszwalb, gridSegments, slic } from '@camscope/pixels';
import { describe, expect, it } from 'vitest';
import { fixture } from './fixtures.ts';

interface Case {
  readonly size: readonly [number, number];
  readonly segments: number;
  readonly compactness: number;
  readonly grey: readonly number[];
  readonly labels: readonly number[];
}
const { cases } = fixture<{ readonly cases: readonly Case[] }>('slic');

describe('SLIC superpixels', () => {
  it.each(cases)("are scikit-image's: $size, $segments of compactness $compactness", (one) => {
    const { count, labels } = slic(one.grey, one.size, one);
    expect(Array.from(labels)).toEqual(one.labels);
    expect(count).toBe(new Set(one.labels).size);
  });

  it('do not hang on the scale of the image', () => {
    const [{ grey, size, ...options }] = cases;
    const other = grey.map((value) => 4 * value - 7);
    expect(slic(other, size, options)).toEqual(slic(grey, size, options));
  });

  it('are squares where all is alike, and one where there is no room', () => {
    const options = { segments: 4, compactness: 0.1 };
    const { count, labels } = slic(new Float32Array(64), [8, 8], options);
    expect(count).toBe(4);
    expect([labels[0], labels[7], labels[56], labels[63]]).toEqual([0, 1, 2, 3]);
    expect(slic([5], [1, 1], options)).toEqual({ count: 1, labels: Int32Array.of(0) });
  });
});

interface FelzenszwalbCase {
  readonly size: readonly [number, number, number];
  readonly scale: number;
  readonly sigma: number;
  readonly smallest: number;
  /** In 1024ths. */
  readonly image: readonly number[];
  readonly labels: readonly number[];
}

describe("Felzenszwalb's segments", () => {
  const { cases } = fixture<{ readonly cases: readonly FelzenszwalbCase[] }>('felzenszwalb');

  it.each(cases)("are scikit-image's: $size, scale $scale, σ $sigma, $smallest pixels", (one) => {
    const image = Float32Array.from(one.image, (value) => value / 1024);
    const { count, labels } = felzenszwalb(image, one.size, one.sigma)(one);
    expect(Array.from(labels)).toEqual(one.labels);
    expect(count).toBe(new Set(one.labels).size);
  });

  it('part what differs, and leave what is alike together', () => {
    // prettier-ignore
    const image = Float32Array.of(
      0, 0, 5, 5,
      0, 0, 5, 5,
    );
    const segments = felzenszwalb(image, [1, 2, 4], 0);
    const { count, labels } = segments({ scale: 1, smallest: 1 });
    expect({ count, labels: [...labels] }).toEqual({ count: 2, labels: [0, 0, 1, 1, 0, 0, 1, 1] });
    expect(segments({ scale: 1, smallest: 5 }).count).toBe(1);
  });
});

it('a grid has segments of equal size, row by row', () => {
  expect(gridSegments(2, 4, 2, 2)).toEqual({ count: 4, labels: Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3) });
  expect(gridSegments(1, 5, 3, 2)).toEqual({ count: 2, labels: Int32Array.of(0, 0, 0, 1, 1) });
});
