import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { multiOtsu } from '../src/multi-otsu.ts';
import { fixture } from './fixtures.ts';

interface Histogram {
  readonly name: string;
  readonly counts: number[];
  readonly thresholds: Record<string, number[] | null>;
}

describe.each(fixture<Histogram[]>('histograms'))(
  "thresholds equal scikit-image's: $name",
  ({ counts, thresholds }) => {
    test.each(Object.entries(thresholds))('%s classes', (classes, expected) => {
      expect(multiOtsu(counts, Number(classes)) ?? null).toEqual(expected);
    });
  },
);

describe('multiOtsu', () => {
  it('separates two equal spikes, and three', () => {
    expect(multiOtsu([5, 0, 0, 5], 2)).toEqual([0]);
    expect(multiOtsu([1, 9, 0, 0, 9, 1], 2)).toEqual([1]);
    expect(multiOtsu([1, 9, 0, 0, 9, 1, 0, 0, 0, 3], 3)).toEqual([1, 5]);
  });

  it('takes every level but the highest when there are as many as classes', () => {
    expect(multiOtsu([1, 0, 100, 0, 0, 7], 3)).toEqual([0, 2]);
  });

  it('has no thresholds for fewer levels than classes', () => {
    expect(multiOtsu([3, 0, 3], 3)).toBeUndefined();
    expect(multiOtsu([3], 2)).toBeUndefined();
  });

  it('reaches the largest variance between classes', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 6, maxLength: 9 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 5 }), (tail, classes) => {
        // A far empty stretch after bin 0 keeps the weight of that bin from mattering.
        const all = [1, ...new Array<number>(60).fill(0), ...tail];
        const ours = betweenVariance(all, multiOtsu(all, classes) as number[]);
        expect(ours).toBeGreaterThan(0.999 * bestVariance(all, classes));
      }),
      { numRuns: 40 },
    );
  });

  it('does not depend on how many times the pixels are counted', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 6, maxLength: 60 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 5 }), (once, classes) => {
        expect(
          multiOtsu(
            once.map((count) => 4 * count),
            classes,
          ),
        ).toEqual(multiOtsu(once, classes));
      }),
    );
  });
});

/** Σ P·μ² over the classes. */
function betweenVariance(counts: readonly number[], thresholds: readonly number[]): number {
  const starts = [0, ...thresholds.map((bin) => bin + 1), counts.length];
  const total = counts.reduce((sum, count) => sum + count, 0);
  const mean = counts.reduce((sum, count, bin) => sum + count * bin, 0) / total;
  let variance = 0;
  for (let k = 0; k + 1 < starts.length; k++) {
    let [p, s] = [0, 0];
    for (let bin = starts[k]; bin < starts[k + 1]; bin++) {
      p += counts[bin] / total;
      s += (counts[bin] / total) * bin;
    }
    if (p > 0) variance += p * (s / p - mean) ** 2;
  }
  return variance;
}

function bestVariance(
  counts: readonly number[],
  classes: number,
  thresholds: readonly number[] = [],
): number {
  if (thresholds.length === classes - 1) return betweenVariance(counts, thresholds);
  let best = 0;
  for (let bin = (thresholds.at(-1) ?? -1) + 1; bin < counts.length - 1; bin++) {
    if (counts[bin] > 0) best = Math.max(best, bestVariance(counts, classes, [...thresholds, bin]));
  }
  return best;
}
