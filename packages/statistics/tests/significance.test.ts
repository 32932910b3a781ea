import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  criticalDifferenceDiagram,
  friedman,
  holm,
  nemenyi,
  normalCdf,
  stouffer,
  wilcoxon,
  type WilcoxonOptions,
} from '../src/index.ts';
import { fixture } from './fixture.ts';

interface SignedRankCase {
  readonly a: number[];
  readonly b: number[];
  readonly options: WilcoxonOptions;
  readonly distribution: string;
  readonly statistic: number;
  readonly p: number;
}
interface PermutationCase {
  readonly a: number[];
  readonly zeros: 'wilcox' | 'pratt';
  readonly positive: number;
  readonly p: number;
}
const signedRanks = fixture<{ scipy: SignedRankCase[]; permutation: PermutationCase[] }>('wilcoxon');

describe('Wilcoxon’s signed-rank test', () => {
  test.each(signedRanks.scipy)("equals SciPy's: $a.length pairs, $distribution, $options", (given) => {
    const { statistic, p, distribution } = wilcoxon(given.a, given.b, given.options);
    expect(distribution).toBe(given.distribution);
    expect(statistic).toBe(given.statistic);
    expect(p).toBeCloseTo(given.p, 12);
  });

  test.each(signedRanks.permutation)('tries all signs: $a.length pairs with ties, $zeros', (given) => {
    const zero = given.a.map(() => 0);
    const found = wilcoxon(given.a, zero, { zeros: given.zeros, distribution: 'exact' });
    expect(found).toMatchObject({ positive: given.positive, distribution: 'exact' });
    expect(found.p).toBeCloseTo(given.p, 12);
  });

  it('of the depression data in Hollander and Wolfe, Nonparametric Statistical Methods, 1973: V = 40, p = 0.039', () => {
    const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
    const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
    const { positive, negative, p, z, rankBiserial, tied, zeros } = wilcoxon(before, after);
    expect([positive, negative, tied, zeros]).toEqual([40, 5, false, 0]);
    expect(p).toBeCloseTo(20 / 512, 12);
    expect(rankBiserial).toBeCloseTo(35 / 45, 12);
    expect(2 * normalCdf(-(z ?? 0))).toBeCloseTo(20 / 512, 12);
  });

  it('turns its sign when the pairs are turned', () => {
    const numbers = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(
        numbers,
        fc.constantFrom('wilcox', 'pratt'),
        fc.constantFrom('auto', 'exact', 'normal'),
        (pairs, zeros, distribution) => {
          const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
          const [one, other] = [
            wilcoxon(a, b, { zeros, distribution }),
            wilcoxon(b, a, { zeros, distribution }),
          ];
          expect(one.p).toBeCloseTo(other.p ?? NaN, 12);
          expect(one.z).toBeCloseTo(-(other.z ?? NaN), 9);
          expect(one.rankBiserial).toBeCloseTo(-(other.rankBiserial ?? NaN), 12);
          expect(one.p).toBeLessThanOrEqual(1);
          expect(one.positive + one.negative).toBeLessThanOrEqual((a.length * (a.length + 1)) / 2);
        },
      ),
    );
  });

  it('without pairs or differences says so', () => {
    expect(wilcoxon([], [])).toMatchObject({ p: null, rankBiserial: null, reason: 'no-pairs' });
    expect(wilcoxon([1, 2], [1, 2])).toMatchObject({
      p: 1,
      z: 0,
      rankBiserial: 0,
      zeros: 2,
      reason: 'no-differences',
    });
  });

  it('refuses what is not paired or not a number', () => {
    expect(() => wilcoxon([1], [1, 2])).toThrow('Paired values differ in length: 1 and 2');
    expect(() => wilcoxon([1, NaN], [1, 2])).toThrow('Differences must be finite, got NaN at 1');
  });
});

describe('Holm’s adjustment', () => {
  it('multiplies the smallest by the number of tests, and never falls', () => {
    // 4 × .005, 3 × .01, 2 × .03, 1 × .04 raised to .06
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holm([0.6, null, 0.5])).toEqual([1, null, 1]);
    expect(holm([])).toEqual([]);
    expect(() => holm([1.5])).toThrow('A p must lie in [0, 1], got 1.5');
  });
});

/** AUC of C4.5, with m, with cf, with both: Demšar 2006, table 6. In its row for voting, .975 ranks before .975. */
const demsar = [
  [0.763, 0.768, 0.771, 0.798],
  [0.599, 0.591, 0.59, 0.569],
  [0.954, 0.971, 0.968, 0.967],
  [0.628, 0.661, 0.654, 0.657],
  [0.882, 0.888, 0.886, 0.898],
  [0.936, 0.931, 0.916, 0.931],
  [0.661, 0.668, 0.609, 0.685],
  [0.583, 0.583, 0.563, 0.625],
  [0.775, 0.838, 0.866, 0.875],
  [1, 1, 1, 1],
  [0.94, 0.962, 0.965, 0.962],
  [0.619, 0.666, 0.614, 0.669],
  [0.972, 0.981, 0.9751, 0.975],
  [0.957, 0.978, 0.946, 0.97],
];
const columnsOf = (rows: number[][]) => rows[0].map((_, c) => rows.map((row) => row[c]));

describe('Friedman’s test', () => {
  interface Case {
    readonly columns: number[][];
    readonly statistic: number;
    readonly p: number;
    readonly f: number;
    readonly fp: number;
    readonly ranks: number[];
  }
  test.each(fixture<Case[]>('friedman'))("equals SciPy's: $columns.length treatments", (given) => {
    const found = friedman(given.columns, 'higher');
    expect(found.statistic).toBeCloseTo(given.statistic, 10);
    expect(found.p).toBeCloseTo(given.p, 12);
    expect(found.imanDavenport.statistic).toBeCloseTo(given.f, 10);
    expect(found.imanDavenport.p).toBeCloseTo(given.fp, 12);
    given.ranks.forEach((rank, i) => expect(found.averageRanks[i]).toBeCloseTo(rank, 12));
    const lower = friedman(given.columns, 'lower');
    expect(lower.statistic).toBeCloseTo(given.statistic, 10);
    expect(lower.averageRanks[0]).toBeCloseTo(given.columns.length + 1 - given.ranks[0], 12);
  });

  it('has the ranks of Demšar 2006, and his 9.28 where ties are not corrected for', () => {
    const { averageRanks, statistic, degrees, imanDavenport, kendallW } = friedman(
      columnsOf(demsar),
      'higher',
    );
    expect(averageRanks.map((rank) => rank.toFixed(3))).toEqual(['3.143', '2.000', '2.893', '1.964']);
    // Ties: four of 1, and three pairs; (4³ - 4 + 3 (2³ - 2)) / (14 (4³ - 4)).
    expect((statistic ?? 0) * (1 - 78 / 840)).toBeCloseTo(9.28, 2);
    expect([degrees, imanDavenport.degrees]).toEqual([3, [3, 39]]);
    expect(kendallW).toBeCloseTo((statistic ?? 0) / 42, 12);
  });

  it('says what cannot be tested', () => {
    expect(friedman([[1, 2]], 'higher')).toMatchObject({ p: null, reason: 'fewer-than-two-treatments' });
    expect(friedman([], 'higher')).toMatchObject({ p: null, averageRanks: [], blocks: 0 });
    expect(friedman([[], []], 'higher')).toMatchObject({
      p: null,
      averageRanks: [],
      reason: 'fewer-than-two-blocks',
    });
    expect(friedman([[2], [1]], 'higher')).toMatchObject({ p: null, averageRanks: [1, 2] });
    expect(
      friedman(
        [
          [2, 3],
          [2, 3],
        ],
        'higher',
      ),
    ).toMatchObject({ p: 1, kendallW: 0, reason: 'all-tied' });
    const agreed = friedman(
      [
        [3, 6, 9],
        [2, 5, 8],
        [1, 4, 7],
      ],
      'higher',
    );
    expect(agreed).toMatchObject({
      statistic: 6,
      kendallW: 1,
      averageRanks: [1, 2, 3],
      reason: 'complete-agreement',
    });
    expect(agreed.imanDavenport).toEqual({ statistic: null, degrees: [2, 4], p: 1 / 36 });
    expect(() => friedman([[1, 2], [1]], 'higher')).toThrow('Treatments differ in length: 2 and 1');
  });
});

describe('Nemenyi’s test', () => {
  const ranks = [3.143, 2, 2.893, 1.964];

  it('has the critical difference 1.25 of Demšar 2006, and p below alpha just where it is passed', () => {
    expect(nemenyi(ranks, 14).criticalDifference).toBeCloseTo(1.25, 2);
    const { criticalDifference, p } = nemenyi(ranks, 12, 0.1);
    p.forEach((row, i) =>
      row.forEach((value, j) => expect(value < 0.1).toBe(Math.abs(ranks[i] - ranks[j]) > criticalDifference)),
    );
    expect(nemenyi([1, 1 + criticalDifference, 2, 4], 12, 0.1).p[0][1]).toBeCloseTo(0.1, 9);
  });

  it('is drawn as cliques of neighbours: each as large as can be', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    // √(5·6/12·30) · 3.858 = 1.11
    const diagram = criticalDifferenceDiagram(names, [4.9, 1, 2, 2.9, 4.2], 30);
    expect(diagram.criticalDifference).toBeCloseTo(1.11, 2);
    expect(diagram.entries.map(({ name }) => name).join('')).toBe('bcdea');
    expect(diagram.cliques).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 2 },
      { from: 3, to: 4 },
    ]);
    expect(criticalDifferenceDiagram(names, [1, 1.2, 1.4, 4, 7], 30).cliques).toEqual([{ from: 0, to: 2 }]);
    expect(() => criticalDifferenceDiagram(['a'], [1, 2], 5)).toThrow('Got 1 names for 2 ranks');
  });
});

describe('Stouffer’s method', () => {
  it('adds deviates, less where they go together', () => {
    expect(stouffer([1.5, 1.5])?.z).toBeCloseTo(3 / Math.SQRT2, 12);
    expect(
      stouffer(
        [1.5, 1.5],
        [
          [1, 1],
          [1, 1],
        ],
      )?.z,
    ).toBeCloseTo(1.5, 12);
    expect(stouffer([1.96], [[1]])?.p).toBeCloseTo(0.05, 4);
    expect(
      stouffer(
        [1, -1],
        [
          [1, -1],
          [-1, 1],
        ],
      ),
    ).toBeNull();
    expect(stouffer([])).toBeNull();
    expect(() => stouffer([1, 2], [[1]])).toThrow('must be a matrix of 2 rows');
  });
});
