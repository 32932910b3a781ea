import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  accuracy,
  auroc,
  averagePrecision,
  brier,
  calibrationBins,
  calibrationError,
  confusion,
  cumulativeAccuracy,
  delong,
  delongTest,
  f1,
  precisionRecallCurve,
  rocCurve,
  sensitivity,
  specificity,
} from '../src/index.ts';
import { fixture } from './fixture.ts';

type Pair = [number, number];
interface Case {
  readonly truths: number[];
  readonly a: number[];
  readonly b: number[];
  readonly auroc: number;
  readonly averagePrecision: number;
  readonly roc: [number[], number[]];
  readonly precisionRecall: [number[], number[]];
  readonly variance: number;
  readonly interval: Pair;
  readonly logitInterval: Pair;
  readonly z: number;
  readonly p: number;
  readonly calibration: Record<'uniform' | 'quantile', [rates: number[], means: number[]]>;
}

function close(found: ArrayLike<number | null>, expected: readonly number[]) {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 12));
}

describe.each(fixture<Case[]>('curves'))('$truths.length cases', (given) => {
  const { truths, a, b } = given;

  test("areas and curves equal scikit-learn's", () => {
    expect(auroc(truths, a).value).toBeCloseTo(given.auroc, 12);
    expect(averagePrecision(truths, a).value).toBeCloseTo(given.averagePrecision, 12);
    const roc = rocCurve(truths, a);
    close(roc?.falsePositiveRates ?? [], given.roc[0]);
    close(roc?.truePositiveRates ?? [], given.roc[1]);
    expect(roc?.thresholds[0]).toBe(Infinity);
    const curve = precisionRecallCurve(truths, a);
    close(curve?.precisions ?? [], given.precisionRecall[0]);
    close(curve?.recalls ?? [], given.precisionRecall[1]);
  });

  test('DeLong’s intervals and test equal those from all pairs', () => {
    const plain = delong(truths, a);
    expect(plain.auroc).toBeCloseTo(given.auroc, 12);
    expect(plain.variance).toBeCloseTo(given.variance, 14);
    close([plain.low, plain.high], given.interval);
    const logit = delong(truths, a, { transform: 'logit' });
    close([logit.low, logit.high], given.logitInterval);

    const found = delongTest(truths, a, b);
    expect(found.a).toBeCloseTo(given.auroc, 12);
    expect(found.z).toBeCloseTo(given.z, 10);
    expect(found.p).toBeCloseTo(given.p, 12);
    expect(((found.low ?? 0) + (found.high ?? 0)) / 2).toBeCloseTo(found.difference ?? NaN, 12);
    expect((found.low ?? 0) > 0 || (found.high ?? 0) < 0).toBe(given.p < 0.05);
  });

  test.each(['uniform', 'quantile'] as const)("%s calibration bins equal scikit-learn's", (binning) => {
    const bins = calibrationBins(truths, a, { binning });
    const [rates, means] = given.calibration[binning];
    close(
      bins.map(({ rate }) => rate),
      rates,
    );
    close(
      bins.map(({ meanProbability }) => meanProbability),
      means,
    );
    expect(bins.reduce((total, { count }) => total + count, 0)).toBe(truths.length);
  });
});

describe('on paper', () => {
  const truths = [1, 1, 0, 0, 1];
  const scores = [0.9, 0.4, 0.4, 0.1, 0.8];

  it('AUROC: of six pairs, five and a tie', () => {
    expect(auroc(truths, scores)).toEqual({ value: 5.5 / 6 });
  });

  it('average precision: 1/3 + 1/3 + 1/3 · 3/4', () => {
    expect(averagePrecision(truths, scores).value).toBeCloseTo(2 / 3 + 1 / 4, 12);
  });

  it('counts at a threshold, which is itself above', () => {
    const counts = confusion(truths, scores, 0.4);
    expect(counts).toEqual({ truePositives: 3, falsePositives: 1, trueNegatives: 1, falseNegatives: 0 });
    expect([accuracy, sensitivity, specificity, f1].map((rate) => rate(counts).value)).toEqual([
      0.8,
      1,
      0.5,
      6 / 7,
    ]);
  });

  it('Brier: (.01 + .36 + .16 + .01 + .04) / 5', () => {
    expect(brier(truths, scores).value).toBeCloseTo(0.116, 12);
  });

  it('calibration error in two bins: (3 · |.3 - 1/3| + 2 · |.85 - 1|) / 5', () => {
    expect(calibrationError(truths, scores, { bins: 2 }).value).toBeCloseTo((0.1 + 0.3) / 5, 12);
    expect(
      calibrationBins(truths, scores, { bins: 2 }).map(({ low, high, count }) => [low, high, count]),
    ).toEqual([
      [0, 0.5, 3],
      [0.5, 1, 2],
    ]);
  });

  it('cumulative accuracy: values of at least each threshold', () => {
    expect(cumulativeAccuracy([0.5, NaN, 0.1, 0.7, 0.5], [0, 0.1, 0.5, 0.6, 1])).toEqual({
      thresholds: [0, 0.1, 0.5, 0.6, 1],
      shares: [1, 1, 0.75, 0.25, 0],
      cases: 4,
    });
    expect(cumulativeAccuracy([NaN], [0.5])).toEqual({ thresholds: [0.5], shares: [null], cases: 0 });
  });
});

test('the area under the ROC curve is AUROC, and turning the scores turns it', () => {
  const cases = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 8 })), { minLength: 2 });
  fc.assert(
    fc.property(cases, (pairs) => {
      const [truths, scores] = [pairs.map(([truth]) => truth), pairs.map(([, score]) => score)];
      const curve = rocCurve(truths, scores);
      const { value } = auroc(truths, scores);
      if (!curve || value === null) {
        expect([curve, value, new Set(truths).size]).toEqual([null, null, 1]);
        return;
      }
      const { falsePositiveRates: x, truePositiveRates: y } = curve;
      const area = x.reduce((sum, at, i) => (i ? sum + ((at - x[i - 1]) * (y[i] + y[i - 1])) / 2 : 0), 0);
      expect(area).toBeCloseTo(value, 12);
      expect(
        auroc(
          truths,
          scores.map((score) => -score),
        ).value,
      ).toBeCloseTo(1 - value, 12);
    }),
  );
});

describe('what has no value says why', () => {
  const present = { value: null, reason: 'There is no case with the finding' };
  const absent = { value: null, reason: 'There is no case without the finding' };
  const none = { value: null, reason: 'There are no cases' };

  it('where a class is missing', () => {
    expect(auroc([0, 0], [1, 2])).toEqual(present);
    expect(auroc([1, 1], [1, 2])).toEqual(absent);
    expect(averagePrecision([0], [1])).toEqual(present);
    expect(averagePrecision([1], [1])).toEqual({ value: 1 });
    expect([rocCurve([1], [1]), precisionRecallCurve([0], [1])]).toEqual([null, null]);
    expect(f1(confusion([0], [0.9], 0.5))).toEqual(present);
    expect(sensitivity(confusion([0], [0.9], 0.5))).toEqual(present);
    expect(specificity(confusion([1], [0.9], 0.5))).toEqual(absent);
  });

  it('where there are no cases', () => {
    for (const result of [auroc([], []), averagePrecision([], []), brier([], []), calibrationError([], [])])
      expect(result).toEqual(none);
    expect(accuracy(confusion([], [], 0.5))).toEqual(none);
  });

  it('where DeLong has no variance', () => {
    const nothing = { low: null, high: null };
    expect(delong([0, 0], [1, 2])).toMatchObject({ ...nothing, auroc: null, reason: present.reason });
    expect(delong([0, 1, 0], [1, 2, 3])).toMatchObject({
      ...nothing,
      auroc: 0.5,
      reason: 'A class has one case alone',
    });
    expect(delong([0, 0, 1, 1], [1, 2, 3, 4])).toMatchObject({ ...nothing, auroc: 1, variance: 0 });
    const truths = [0, 1, 0, 1, 1];
    const scores = [1, 2, 3, 4, 5];
    const squares = scores.map((score) => score ** 2);
    expect(delongTest(truths, scores, squares)).toMatchObject({ ...nothing, difference: 0, z: 0, p: 1 });
    expect(delongTest([0, 0, 1, 1], [1, 2, 3, 4], [4, 3, 2, 1])).toMatchObject({
      ...nothing,
      difference: 1,
      p: null,
    });
    expect(delongTest([1], [1], [1])).toMatchObject({ a: null, b: null, p: null, reason: absent.reason });
  });
});

test.each<[string, () => unknown]>([
  ['Truths and scores differ in length: 1 and 2', () => auroc([1], [1, 2])],
  ['A truth is 0 or 1, got -1 at 1', () => auroc([0, -1], [1, 2])],
  ['Scores must be finite, got NaN at 0', () => averagePrecision([0], [NaN])],
  ['A probability lies in [0, 1], got 1.2 at 0', () => brier([0], [1.2])],
  ['The threshold must lie between 0 and 1, got 0', () => confusion([0], [1], 0)],
  [
    'The number of bins must be an integer of at least 1, got 0',
    () => calibrationError([0], [1], { bins: 0 }),
  ],
  ['The level must lie between 0 and 1, got 95', () => delong([0, 1], [1, 2], { level: 95 })],
])('refuses misuse: %s', (message, misuse) => {
  expect(misuse).toThrow(new RangeError(message));
});
