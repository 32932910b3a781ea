import { describe, expect, it, test } from 'vitest';
import {
  againstBaseline,
  bootstrapMean,
  bootstrapMeanDifference,
  compareMethods,
  factorTable,
  type FactorTable,
  FactorTableBuilder,
  wilcoxon,
} from '../src/index.ts';
import { fixture, normals } from './fixture.ts';

interface Reference {
  readonly rows: [patient: string, image: string, network: string, method: string, value: number][];
  readonly pairs: {
    a: string;
    b: string;
    estimate: number;
    networks: [number, number];
    z: number;
    p: number;
  }[];
  readonly means: number[];
  readonly friedman: [number, number];
  readonly friedmanByNetwork: [number, number];
}

const factors = ['patient', 'image', 'model', 'method'];
const reference = fixture<Reference>('comparison');
const table = reference.rows
  .reduce(
    (builder, [...row]) => builder.add(row.slice(0, 4) as string[], row[4]),
    new FactorTableBuilder(factors),
  )
  .build();
const options = { direction: 'higher', cluster: 'patient', network: 'model', replicates: 400 } as const;

describe('three methods on two networks', () => {
  const found = compareMethods(table, options);

  it('are tested as SciPy’s tests say, combined with their correlation', () => {
    expect(found.pairs.map(({ a, b }) => [a, b])).toEqual(reference.pairs.map(({ a, b }) => [a, b]));
    reference.pairs.forEach(({ estimate, networks, z, p }, i) => {
      const pair = found.pairs[i];
      expect(pair.difference.estimate).toBeCloseTo(estimate, 12);
      pair.networks.forEach(({ wilcoxon: { p: one } }, n) => expect(one).toBeCloseTo(networks[n], 12));
      expect(pair.z).toBeCloseTo(z, 10);
      expect(pair.p).toBeCloseTo(p, 12);
    });
    const sorted = [...reference.pairs].map(({ p }) => p).sort((x, y) => x - y);
    const smallest = found.pairs.find(({ p }) => p === Math.min(...found.pairs.map((pair) => pair.p ?? 1)));
    expect(smallest?.adjusted).toBeCloseTo(3 * sorted[0], 12);
  });

  it('have means with intervals, ranks, and Friedman’s test of patients', () => {
    found.methods.forEach(({ interval }, m) => expect(interval.estimate).toBeCloseTo(reference.means[m], 12));
    expect(found.methods[0].interval).toMatchObject({
      cases: 240,
      clusters: 60,
      replicates: 400,
      method: 'bca',
    });
    expect(found.friedman.statistic).toBeCloseTo(reference.friedman[0], 10);
    expect(found.friedman.p).toBeCloseTo(reference.friedman[1], 12);
    expect(found.friedman.blocks).toBe(60);
    expect(found.methods.map(({ averageRank }) => averageRank)).toEqual(found.friedman.averageRanks);
    expect(found.diagram?.entries.map(({ name }) => name)).toEqual(['cam', 'box', 'noise']);
    expect(found.coverage).toEqual({
      rows: 240,
      dropped: 0,
      missing: { cam: 0, box: 0, noise: 0 },
      cases: 120,
      clusters: 60,
      networks: ['resnet', 'densenet'],
    });
  });

  it('may be ranked on each network', () => {
    const { friedman, diagram } = compareMethods(table, { ...options, blocks: 'unit-by-network' });
    expect(friedman.statistic).toBeCloseTo(reference.friedmanByNetwork[0], 10);
    expect([friedman.blocks, diagram?.blocks]).toEqual([120, 120]);
  });

  it('have a winner where the test is significant, turned where less is better', () => {
    expect(found.pairs.map(({ winner }) => winner)).toEqual(['cam', 'cam', 'box']);
    const lower = compareMethods(table, { ...options, direction: 'lower' });
    expect(lower.pairs.map(({ winner }) => winner)).toEqual(['box', 'noise', 'noise']);
    const strict = compareMethods(table, { ...options, alpha: 1e-9 });
    expect(strict.pairs[0].winner).toBeNull();
  });

  it('are set against a baseline, adjusted for two comparisons only', () => {
    const verdict = againstBaseline(found, 'box');
    expect(verdict).toMatchObject({ better: ['cam'], worse: ['noise'], undecided: [], best: 'cam' });
    const noise = verdict.rows.find(({ method }) => method === 'noise');
    const pair = found.pairs[2];
    expect(noise?.difference.estimate).toBe(-(pair.difference.estimate ?? 0));
    expect([noise?.difference.low, noise?.difference.high]).toEqual([
      -(pair.difference.high ?? 0),
      -(pair.difference.low ?? 0),
    ]);
    expect(verdict.rows.map(({ adjusted }) => adjusted)).toEqual(
      verdict.rows.map(({ p }) =>
        Math.min(1, Math.max(...verdict.rows.map((row) => row.p ?? 0)) === p ? p : 2 * (p ?? 1)),
      ),
    );
    expect(() => againstBaseline(found, 'mean-box')).toThrow(
      "There is no method 'mean-box' in the comparison, but cam, box, noise",
    );
  });
});

describe('what differs by rounding alone', () => {
  const noisy = factorTable(
    ['image', 'method'],
    Array.from({ length: 20 }, (_, i) => [
      { image: `i${i}`, method: 'a', value: i / 20 },
      // Above by some 5e-9, everywhere.
      { image: `i${i}`, method: 'b', value: i / 20 + 5e-9 + 1e-11 * i },
      { image: `i${i}`, method: 'c', value: i / 20 - 0.01 },
    ]).flat(),
  );
  const [exact, tolerant] = [0, 1e-6].map((tolerance) =>
    compareMethods(noisy, { direction: 'higher', replicates: 50, tolerance }),
  );

  it('is a difference unless a tolerance is asked for', () => {
    expect(exact.pairs[0].winner).toBe('b');
    expect(exact.methods.map(({ averageRank }) => averageRank)).toEqual([2, 1, 3]);
    expect(tolerant.pairs[0]).toMatchObject({ a: 'a', b: 'b', p: 1, winner: null });
    expect(tolerant.pairs[0].networks[0].wilcoxon.zeros).toBe(20);
    expect(tolerant.methods.map(({ averageRank }) => averageRank)).toEqual([1.5, 1.5, 3]);
    expect(tolerant.pairs[1].winner).toBe('a');
  });

  it('stays in means', () => {
    expect(tolerant.pairs[0].difference).toEqual(exact.pairs[0].difference);
    expect(tolerant.methods.map(({ interval }) => interval)).toEqual(
      exact.methods.map(({ interval }) => interval),
    );
  });
});

it('compares with one method alone, adjusted for these comparisons', () => {
  const all = compareMethods(table, options);
  const { pairs } = compareMethods(table, { ...options, against: 'box' });
  expect(pairs.map(({ a, b }) => [a, b])).toEqual([
    ['cam', 'box'],
    ['noise', 'box'],
  ]);
  expect(pairs[0]).toMatchObject({ difference: all.pairs[0].difference, p: all.pairs[0].p });
  const adjusted = pairs.map((pair) => pair.adjusted);
  expect(adjusted).toEqual(againstBaseline(all, 'box').rows.map((row) => row.adjusted));
  expect(againstBaseline({ ...all, pairs }, 'box')).toMatchObject({ better: ['cam'], worse: ['noise'] });
  expect(() => compareMethods(table, { ...options, against: 'bax' })).toThrow(
    "There is no method 'bax' in the comparison, but cam, box, noise",
  );
});

describe('one network, every case on its own', () => {
  const cases = Array.from({ length: 12 }, (_, i) => i);
  const small = factorTable(
    ['image', 'method'],
    cases.flatMap((i) => [
      { image: `i${i}`, method: 'a', value: (i * 7) % 12 },
      { image: `i${i}`, method: 'b', value: i === 3 ? null : i / 2 },
    ]),
  );
  const found = compareMethods(small, { direction: 'higher', replicates: 200 });

  it('is Wilcoxon’s test and the interval of the mean difference, of complete cases', () => {
    const kept = cases.filter((i) => i !== 3);
    const [a, b] = [kept.map((i) => (i * 7) % 12), kept.map((i) => i / 2)];
    const [pair] = found.pairs;
    expect(pair.networks).toEqual([
      { network: '', difference: expect.closeTo(51 / 22, 12), wilcoxon: wilcoxon(a, b) },
    ]);
    const interval = bootstrapMeanDifference(a, b, { replicates: 200 });
    for (const key of ['estimate', 'low', 'high'] as const)
      expect(pair.difference[key]).toBeCloseTo(interval[key] ?? NaN, 12);
    expect([pair.p, pair.adjusted]).toEqual([wilcoxon(a, b).p, wilcoxon(a, b).p]);
    expect(found.methods[1].interval).toEqual(bootstrapMean(b, { replicates: 200 }));
    expect(found.coverage).toMatchObject({
      rows: 11,
      dropped: 1,
      missing: { a: 0, b: 1 },
      clusters: 11,
      networks: [''],
    });
  });

  it('takes the methods asked for', () => {
    const turned = compareMethods(small, { direction: 'higher', methods: ['b', 'a'], replicates: 50 });
    expect(turned.pairs.map(({ a, b }) => [a, b])).toEqual([['b', 'a']]);
    expect(turned.pairs[0].difference.estimate).toBe(-(found.pairs[0].difference.estimate ?? 0));
  });
});

describe('what cannot be compared', () => {
  const of = (rows: [image: string, method: string, value: number | null][]): FactorTable =>
    factorTable(
      ['image', 'method'],
      rows.map(([image, method, value]) => ({ image, method, value })),
    );

  it('has a reason', () => {
    expect(compareMethods(of([]), { direction: 'higher' })).toMatchObject({
      methods: [],
      pairs: [],
      diagram: null,
      reason: 'fewer-than-two-methods',
    });
    const apart = compareMethods(
      of([
        ['i', 'a', 1],
        ['j', 'b', 2],
      ]),
      { direction: 'higher' },
    );
    expect(apart).toMatchObject({ pairs: [], diagram: null, reason: 'no-complete-row' });
    expect(apart.methods[0]).toMatchObject({ averageRank: null, interval: { estimate: null, low: null } });
    expect(apart.coverage).toMatchObject({ rows: 0, dropped: 2 });
    expect(againstBaseline(apart, 'a')).toEqual({
      baseline: 'a',
      rows: [],
      better: [],
      worse: [],
      undecided: [],
      best: null,
    });
  });

  it('one case has means without intervals', () => {
    const { pairs, friedman, reason } = compareMethods(
      of([
        ['i', 'a', 1],
        ['i', 'b', 2],
      ]),
      { direction: 'higher' },
    );
    expect(pairs).toHaveLength(1);
    expect(pairs[0]).toMatchObject({
      difference: { estimate: -1, low: null, reason: 'one-cluster' },
      p: 1,
      winner: null,
      cohenDz: null,
      nemenyi: null,
    });
    expect([friedman.reason, reason]).toEqual(['fewer-than-two-blocks', undefined]);
  });

  it('equal methods are not told apart', () => {
    const { pairs, friedman } = compareMethods(
      of([
        ['i', 'a', 1],
        ['i', 'b', 1],
        ['j', 'a', 2],
        ['j', 'b', 2],
      ]),
      { direction: 'higher' },
    );
    expect(pairs[0]).toMatchObject({
      difference: { estimate: 0, low: null, high: null, reason: 'no-variation' },
      p: 1,
      adjusted: 1,
      winner: null,
    });
    expect(friedman.reason).toBe('all-tied');
  });

  it('is refused where a cell has several values, or a factor is unknown', () => {
    const readers = of([
      ['i', 'a', 1],
      ['i', 'a', 2],
      ['i', 'b', 2],
    ]);
    expect(() => compareMethods(readers, { direction: 'higher' })).toThrow(
      "Several values of image 'i', method 'a'",
    );
    expect(
      compareMethods(readers, { direction: 'higher', duplicates: 'mean' }).methods[0].interval.estimate,
    ).toBe(1.5);
    expect(() => compareMethods(readers, { direction: 'higher', cluster: 'patient' })).toThrow(
      "There is no factor 'patient'",
    );
    expect(() => compareMethods(readers, { direction: 'higher', alpha: 5 })).toThrow(
      'alpha must lie between 0 and 1, got 5',
    );
  });
});

test('where no method is better, 5% of the tests of related networks say so', () => {
  const normal = normals(23);
  const trials = 400;
  let rejected = 0;
  for (let trial = 0; trial < trials; trial++) {
    const builder = new FactorTableBuilder(factors);
    for (let patient = 0; patient < 20; patient++) {
      const shared = normal();
      for (let k = 0; k < 1 + (patient % 2); k++) {
        for (const network of ['x', 'y', 'z']) {
          const row = [`p${patient}`, `i${patient}-${k}`, network];
          builder.add([...row, 'a'], shared + 0.7 * normal()).add([...row, 'b'], 0);
        }
      }
    }
    const [{ p }] = compareMethods(builder.build(), { ...options, replicates: 1 }).pairs;
    if ((p ?? 1) < 0.05) rejected++;
  }
  // The standard error is 0.011.
  expect(rejected / trials).toBeGreaterThan(0.02);
  expect(rejected / trials).toBeLessThan(0.085);
});
