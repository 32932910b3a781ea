import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { clustersOf } from '../src/bootstrap/clusters.ts';
import { draws } from '../src/bootstrap/draws.ts';
import { intervalOf } from '../src/bootstrap/interval.ts';
import {
  bootstrap,
  type BootstrapOptions,
  bootstrapDifference,
  bootstrapMean,
  bootstrapMeanDifference,
  bootstrapRatio,
  createRandom,
} from '../src/index.ts';
import { mean, quantile } from '../src/summary.ts';
import { fixture, normals } from './fixture.ts';

type Numbers = readonly number[];

const statistics: Record<string, (values: Numbers) => number> = {
  mean,
  variance: (values) => mean(values.map((value) => (value - mean(values)) ** 2)),
  median: (values) => quantile(Float64Array.from(values).sort(), 0.5),
};
const of = (data: Numbers, name: string) => (cases: Uint32Array) =>
  statistics[name](Array.from(cases, (i) => data[i]));

interface Case {
  readonly statistic: string;
  readonly data: number[];
  readonly level: number;
  readonly percentile: [number, number];
  readonly bca: [number, number];
  readonly replicates: number[];
}

describe("intervals equal SciPy's, from its replicates", () => {
  test.each(fixture<Case[]>('bootstrap'))('$statistic, $level', (given) => {
    const { data, level, replicates } = given;
    for (const method of ['percentile', 'bca'] as const) {
      const left = data.map((_, i) => statistics[given.statistic](data.filter((_value, j) => j !== i)));
      const found = intervalOf(
        {
          estimate: statistics[given.statistic](data),
          replicates: Float64Array.from(replicates),
          jackknife: () => Float64Array.from(left),
        },
        clustersOf(data.length),
        { level, replicates: replicates.length, seed: 0, method },
      );
      expect(found.low).toBeCloseTo(given[method][0], 11);
      expect(found.high).toBeCloseTo(given[method][1], 11);
    }
  });
});

// The book's ends are of 2,000 replicates: their own standard errors are about 2 (lower) and 3 (upper).
describe('the spatial data of Efron and Tibshirani, An Introduction to the Bootstrap, 1993, table 14.1', () => {
  const data = [
    48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41,
  ];
  const run = (method: 'bca' | 'percentile') =>
    bootstrap(data.length, of(data, 'variance'), { level: 0.9, replicates: 20_000, method });

  it('has the variance 171.5, whose percentile interval is (100.8, 233.9)', () => {
    const { estimate, low, high } = run('percentile');
    expect(estimate).toBeCloseTo(171.5, 1);
    expect(Math.abs((low ?? 0) - 100.8)).toBeLessThan(4);
    expect(Math.abs((high ?? 0) - 233.9)).toBeLessThan(6);
  });

  it('and whose BCa interval is (115.8, 259.6)', () => {
    const { low, high } = run('bca');
    expect(Math.abs((low ?? 0) - 115.8)).toBeLessThan(4);
    expect(Math.abs((high ?? 0) - 259.6)).toBeLessThan(6);
  });
});

describe('coverage', () => {
  const groups = Array.from({ length: 60 }, (_, i) => Math.floor(i / 3));

  /** How often an interval of the mean of 60 values holds the true one, 1. */
  function covered(values: (normal: () => number) => number[], options: BootstrapOptions): number {
    const normal = normals(11);
    const held = Array.from({ length: 400 }, (_, seed) => {
      const { low, high } = bootstrapMean(values(normal), { ...options, replicates: 500, seed });
      return Number(low !== null && high !== null && low <= 1 && high >= 1);
    });
    return mean(held);
  }
  const skewed = (normal: () => number) => groups.map(() => normal() ** 2);
  const related = (normal: () => number) => {
    const shared = groups.map(normal);
    return groups.map((g) => 1 + shared[g] + 0.5 * normal());
  };

  it('of BCa is about nominal: normal values, and very skewed ones, for which SciPy too has 92.7% of 95%', () => {
    const share = covered(skewed, { method: 'bca' });
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeLessThan(0.96);
    expect(covered((normal) => groups.map(() => 1 + normal()), { method: 'bca', level: 0.8 })).toBeCloseTo(
      0.8,
      1,
    );
  });

  it('is about nominal for 20 clusters of 3 related values, unless these are taken as independent', () => {
    expect(covered(related, { clusters: groups })).toBeGreaterThan(0.9);
    expect(covered(related, {})).toBeLessThan(0.85);
  });
});

describe('drawing clusters', () => {
  const values = [1, 2, 3, 10, 11, 5];
  const clusters = ['p', 'q', 'p', 'r', 'r', 'q'];

  it('gives the same interval for sums of clusters as for their cases', () => {
    const options = { clusters, replicates: 300, seed: 5 };
    const byCases = bootstrap(6, of(values, 'mean'), options);
    const bySums = bootstrapMean(values, options);
    expect(bySums).toMatchObject({ cases: 6, clusters: 3, replicates: 300, empty: 0 });
    expect(bySums.low).toBeCloseTo(byCases.low ?? NaN, 12);
    expect(bySums.high).toBeCloseTo(byCases.high ?? NaN, 12);
  });

  it('keeps the cases of a cluster together', () => {
    bootstrap(
      6,
      (cases) => {
        const counts = values.map((_, i) => cases.filter((one) => one === i).length);
        expect([counts[0], counts[3], counts[1]]).toEqual([counts[2], counts[4], counts[5]]);
        return mean(counts);
      },
      { clusters, replicates: 50 },
    );
  });

  it('is wider than drawing their cases, when these are alike', () => {
    const groups = Array.from({ length: 100 }, (_, i) => i % 10);
    const alike = groups.map((g) => g + 0.01 * createRandom(g).real());
    const width = ({ low, high }: { low: number | null; high: number | null }) => (high ?? 0) - (low ?? 0);
    expect(width(bootstrapMean(alike, { clusters: groups }))).toBeGreaterThan(
      2 * width(bootstrapMean(alike)),
    );
  });
});

it('pairs: of differences, and of differences of statistics', () => {
  const a = [0.5, 0.7, 0.2, 0.9, 0.4];
  const b = [0.4, 0.5, 0.3, 0.6, 0.4];
  const means = bootstrapMeanDifference(a, b, { replicates: 200 });
  const general = bootstrapDifference(5, of(a, 'mean'), of(b, 'mean'), { replicates: 200 });
  expect(means.estimate).toBeCloseTo(0.1, 12);
  for (const key of ['estimate', 'low', 'high'] as const)
    expect(means[key]).toBeCloseTo(general[key] ?? NaN, 12);
  expect(bootstrapMeanDifference([...a, NaN], [...b, 1], { replicates: 200 })).toEqual(means);
});

describe('what has no interval, or a narrow one, says why', () => {
  const options = { replicates: 100 };
  const none = { low: null, high: null };

  it('replicates without a value are counted and left out', () => {
    // One case in six has a prediction: (5/6)⁶, a third of the replicates, have none.
    const found = bootstrapRatio([0, 0, 0, 1, 0, 0], [0, 0, 0, 2, 0, 0], options);
    expect(found).toMatchObject({ ...none, estimate: 0.5, reason: 'no-variation' });
    expect(found.empty).toBeGreaterThan(15);
    expect(found.empty).toBeLessThan(55);
    const two = bootstrapRatio([0, 1, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0], { replicates: 2000 });
    expect(two).toMatchObject({ estimate: 0.5, low: 0, high: 1, method: 'bca' });
    expect(two.empty / 2000).toBeCloseTo((4 / 6) ** 6, 1);
  });

  it('no cases', () => {
    expect(bootstrapMean([], options)).toMatchObject({
      ...none,
      estimate: null,
      reason: 'no-estimate',
      cases: 0,
    });
    expect(bootstrapMean([NaN, NaN], options)).toMatchObject({ ...none, estimate: null, cases: 0 });
    expect(bootstrap(3, () => null, options)).toMatchObject({
      ...none,
      estimate: null,
      reason: 'no-estimate',
    });
    expect(bootstrap(3, () => NaN, options)).toMatchObject({
      ...none,
      estimate: null,
      reason: 'no-estimate',
    });
  });

  it('one cluster', () => {
    expect(bootstrapMean([3], options)).toMatchObject({ ...none, estimate: 3, reason: 'one-cluster' });
    const clusters = ['p', 'p', 'q'];
    expect(bootstrapMean([1, 2, NaN], { ...options, clusters })).toMatchObject({
      ...none,
      estimate: 1.5,
      reason: 'one-cluster',
      cases: 2,
      clusters: 1,
    });
  });

  it('replicates that are all empty', () => {
    const whole = (cases: Uint32Array) => (new Set(cases).size === 20 ? 1 : null);
    expect(bootstrap(20, whole, options)).toMatchObject({
      ...none,
      estimate: 1,
      empty: 100,
      reason: 'empty-replicates',
    });
  });

  it('constant values', () => {
    const clusters = [1, 1, 1, 2, 2, 3, 4];
    const found = bootstrapMean(new Array(7).fill(0.1), { ...options, clusters });
    expect(found).toMatchObject({ ...none, reason: 'no-variation', method: 'bca' });
    expect(found.estimate).toBeCloseTo(0.1, 12);
  });

  it('replicates on one side', () => {
    const range = (cases: Uint32Array) => new Set(cases).size;
    expect(bootstrap(10, range, options)).toMatchObject({
      estimate: 10,
      method: 'percentile',
      reason: 'one-sided-replicates',
    });
  });
});

describe('draws are those of the generator, number by number', () => {
  const expected = (count: number, { replicates, seed }: { replicates: number; seed: number }) => {
    const random = createRandom(seed);
    return Array.from({ length: replicates }, () => Array.from({ length: count }, () => random.below(count)));
  };
  const found = (count: number, options: { replicates: number; seed: number }) =>
    Array.from(draws(count, options), (draw) => Array.from(draw));

  it('whether made, remembered or forgotten meanwhile', () => {
    const counts = [3, ...Array.from({ length: 70 }, (_, i) => i + 1), 3, 3];
    for (const count of counts)
      for (const options of [
        { replicates: 4, seed: 1 },
        { replicates: 5, seed: 1 },
        { replicates: 4, seed: 2 },
      ])
        expect(found(count, options)).toEqual(expected(count, options));
  });

  it('and too many to be kept', () => {
    for (const count of [2 ** 16 + 1, 2 ** 16]) {
      const options = { replicates: count > 2 ** 16 ? 2 : 257, seed: 3 };
      const random = createRandom(3);
      let wrong = 0;
      for (const draw of draws(count, options))
        for (const g of draw) wrong += Number(g !== random.below(count));
      expect(wrong).toBe(0);
    }
  });
});

test('an interval is ordered, finite and the same again', () => {
  const data = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 5 })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(
      data,
      fc.integer({ min: 0, max: 2 ** 40 }),
      fc.constantFrom('bca', 'percentile'),
      (cases, seed, method) => {
        const options = {
          clusters: cases.map(([, cluster]) => cluster),
          replicates: 60,
          seed,
          method,
        } as const;
        const values = cases.map(([value]) => value);
        const found = bootstrapMean(values, options);
        expect(bootstrapMean(values, options)).toEqual(found);
        if (found.low === null || found.high === null) {
          expect(['no-estimate', 'one-cluster', 'no-variation']).toContain(found.reason);
        } else {
          expect(found.low).toBeLessThanOrEqual(found.high);
          expect(found.low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12);
          expect(found.high).toBeLessThanOrEqual(Math.max(...values) + 1e-12);
        }
      },
    ),
  );
});

test.each<[string, () => unknown]>([
  ['The level must lie between 0 and 1, got 95', () => bootstrapMean([1], { level: 95 })],
  [
    'The number of replicates must be an integer of at least 1, got 0',
    () => bootstrapMean([1], { replicates: 0 }),
  ],
  ['The seed must be an integer of at least 0, got -1', () => bootstrapMean([1], { seed: -1 })],
  ['Values and cluster labels differ in length: 2 and 1', () => bootstrapMean([1, 2], { clusters: [1] })],
  ['Cases and cluster labels differ in length: 2 and 1', () => bootstrap(2, () => 1, { clusters: [1] })],
  ['Paired values differ in length: 1 and 2', () => bootstrapMeanDifference([1], [1, 2])],
  [
    'Numerators and denominators must be finite, their sums are Infinity and 1',
    () => bootstrapMean([Infinity]),
  ],
  ['The number of cases must be an integer of at least 0, got -1', () => bootstrap(-1, () => 1)],
])('refuses misuse: %s', (message, misuse) => {
  expect(misuse).toThrow(new RangeError(message));
});
