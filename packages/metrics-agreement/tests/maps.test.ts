import type { Heatmap } from '@camscope/core';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import plugin, { complexityRise, pearson, regionBoxIou, regionIou, spearman, ssim } from '../src/index.ts';
import { compare, fixture, heatmap, valueOf } from './inputs.ts';

const { width, height, maps, pairs } = fixture<{
  width: number;
  height: number;
  maps: Record<string, string>;
  pairs: ({ a: string; b: string } & Record<string, number>)[];
}>('pairs');

const draw = (name: string): Heatmap => ({
  width,
  height,
  data: new Float32Array(Uint8Array.from(Buffer.from(maps[name], 'base64')).buffer),
});

describe("numbers equal SciPy's and scikit-image's", () => {
  test.each(pairs)('$a, $b', (pair) => {
    const [a, b] = [{ map: draw(pair.a) }, { map: draw(pair.b) }];
    expect(valueOf(spearman, a, b)).toBeCloseTo(pair['spearman'], 10);
    expect(valueOf(pearson, a, b)).toBeCloseTo(pair['pearson'], 10);
    expect(valueOf(ssim, a, b)).toBeCloseTo(pair['ssim'], 10);
    expect(valueOf(ssim, a, b, { sigma: 1, window: 9 })).toBeCloseTo(pair['ssim, sigma 1'], 10);
    expect(valueOf(spearman, a, b, { maxSide: 18 })).toBeCloseTo(pair['spearman, halved'], 10);
    expect(valueOf(pearson, a, b, { maxSide: 35 })).toBeCloseTo(pair['pearson, halved'], 10);
  });
});

describe('correlations on paper', () => {
  it('of maps that grow together, but not in proportion', () => {
    const a = { map: heatmap(4, 1, [0, 1, 2, 3]) };
    const b = { map: heatmap(4, 1, [0, 1, 4, 9]) };
    expect(valueOf(spearman, a, b)).toBe(1);
    // Σ(x−1.5)(y−3.5) = 15, Σ(x−1.5)² = 5, Σ(y−3.5)² = 49.
    expect(valueOf(pearson, a, b)).toBeCloseTo(15 / Math.sqrt(5 * 49), 12);
  });

  it('of ranks that tie: 1½, 1½, 3 against 1, 2, 3', () => {
    const a = { map: heatmap(3, 1, [0, 0, 1]) };
    const b = { map: heatmap(3, 1, [0, 0.1, 0.2]) };
    // Σ = ½·1 + ½·0 + 1·1, over √(1.5 · 2).
    expect(valueOf(spearman, a, b)).toBeCloseTo(1.5 / Math.sqrt(3), 12);
  });

  it('of blocks: those at the edge are smaller', () => {
    // Means of blocks of 2 × 2 in a map of 3 × 3: 3, 4.5, 7.5, 9 against 1, 0, 0, 0.
    const a = { map: heatmap(3, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9]) };
    const b = { map: heatmap(3, 3, [1, 1, 0, 1, 1, 0, 0, 0, 0]) };
    const deviations = [-3, -1.5, 1.5, 3];
    const [aa, ab, bb] = [2 * (9 + 2.25), deviations[0] * 0.75 - 0.25 * 3, 0.75];
    expect(valueOf(pearson, a, b, { maxSide: 2 })).toBeCloseTo(ab / Math.sqrt(aa * bb), 12);
  });
});

const side = 13;
const anyMap = fc
  .array(fc.integer({ min: 0, max: 5 }), { minLength: side * side, maxLength: side * side })
  .filter((levels) => new Set(levels).size > 1)
  .map((levels) =>
    heatmap(
      side,
      side,
      levels.map((level) => level / 5),
    ),
  );

describe.each([spearman, pearson, ssim])('$id', (agreement) => {
  it('is symmetrical, in [−1, 1], and 1 between equals', () => {
    fc.assert(
      fc.property(anyMap, anyMap, fc.constantFrom(side, 256), (one, other, maxSide) => {
        const [a, b] = [{ map: one }, { map: other }];
        const value = valueOf(agreement, a, b, { maxSide });
        expect(value).toBeCloseTo(valueOf(agreement, b, a, { maxSide }), 12);
        expect(value).toBeGreaterThanOrEqual(-1);
        expect(value).toBeLessThanOrEqual(1);
        expect(valueOf(agreement, a, { map: { ...one } })).toBeCloseTo(1, 12);
      }),
    );
  });

  it('has no value for two blank maps', () => {
    const blank = { map: heatmap(side, side, new Float32Array(side * side)) };
    const constant = { map: heatmap(side, side, new Float32Array(side * side).fill(0.5)) };
    for (const other of [blank, constant]) {
      const { value, ...rest } = compare(agreement, blank, other);
      expect(value).toBeNull();
      expect(rest).toEqual({ reason: expect.stringContaining('same everywhere') as string });
    }
  });

  it('needs maps of one size', () => {
    const one = { map: heatmap(1, 1, [0]) };
    expect(() => compare(agreement, one, { map: heatmap(2, 1, [0, 1]) })).toThrow('different sizes');
    expect(() => compare(agreement, one, {})).toThrow('no map');
  });
});

describe('one blank map of two', () => {
  const blank = { map: heatmap(side, side, new Float32Array(side * side)) };
  const spot = {
    map: heatmap(
      side,
      side,
      Float32Array.from({ length: side * side }, (_, i) => (i === 80 ? 1 : 0)),
    ),
  };

  it('has no correlation', () => {
    for (const agreement of [spearman, pearson]) expect(compare(agreement, blank, spot).value).toBeNull();
  });

  it('has a structural similarity', () => {
    const value = valueOf(ssim, blank, spot);
    expect(value).toBeGreaterThan(0);
    expect(value).toBeLessThan(1);
  });
});

describe('ssim', () => {
  it('of maps smaller than its window has no value', () => {
    const map = heatmap(
      20,
      10,
      Float32Array.from({ length: 200 }, (_, i) => i / 200),
    );
    const reason = 'The maps are smaller than the window of 11 cells';
    expect(compare(ssim, { map }, { map })).toEqual({ value: null, reason });
    expect(valueOf(ssim, { map }, { map }, { window: 5 })).toBeCloseTo(1, 12);
  });

  it('refuses an even window', () => {
    const map = heatmap(1, 1, [0]);
    expect(() => compare(ssim, { map }, { map }, { window: 10 })).toThrow('must be odd');
  });
});

it('is contributed by the plugin', () => {
  expect(plugin.contributes).toEqual([regionIou, regionBoxIou, spearman, pearson, ssim, complexityRise]);
});
