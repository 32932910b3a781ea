import { checkBetween0And1 } from '../check.ts';
import { averageRanks } from '../ranks/average-ranks.ts';
import { normalQuantile, normalTwoSided } from '../special/normal.ts';
import { mean, variance } from '../summary.ts';
import { checkPredictions, missingClass } from './predictions.ts';

/** Area under the ROC curve with the interval of DeLong, DeLong and Clarke-Pearson 1988, doi:10.2307/2531595. */
export interface DeLong {
  readonly auroc: number | null;
  readonly variance: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number;
  /** Why there is no interval, or nothing at all. */
  readonly reason?: string;
}

export interface DeLongOptions {
  /** Confidence level. Default: 0.95. */
  readonly level?: number;
  /** The scale on which the interval is symmetrical; 'none' is cut off at 0 and 1. Default: 'none'. */
  readonly transform?: 'none' | 'logit';
}

/**
 * No interval where a class has fewer than two cases, or where the variance is 0, as it is when the scores part the classes
 * without error.
 * @throws RangeError when lengths differ, a truth is not 0 or 1, a score is not finite, or the level is outside (0, 1).
 */
export function delong(
  truths: ArrayLike<number>,
  scores: ArrayLike<number>,
  options: DeLongOptions = {},
): DeLong {
  const { level = 0.95, transform = 'none' } = options;
  checkBetween0And1('The level', level);
  checkPredictions(truths, scores);
  const missing = missingClass(truths);
  const none = { variance: null, low: null, high: null, level };
  if (missing) return { ...none, auroc: null, reason: missing };
  const { area, present, absent } = placementsOf(truths, scores);
  if (present.length < 2 || absent.length < 2)
    return { ...none, auroc: area, reason: 'A class has one case alone' };
  const spread = variance(present) / present.length + variance(absent) / absent.length;
  if (!(spread > NO_VARIANCE)) return { ...none, auroc: area, variance: 0, reason: 'no-variation' };
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(spread);
  if (transform === 'none')
    return {
      auroc: area,
      variance: spread,
      low: Math.max(0, area - reach),
      high: Math.min(1, area + reach),
      level,
    };
  const centre = Math.log(area / (1 - area));
  const [low, high] = [-1, 1].map(
    (sign) => 1 / (1 + Math.exp(-centre - (sign * reach) / (area * (1 - area)))),
  );
  return { auroc: area, variance: spread, low, high, level };
}

/** Two classifiers' areas, compared on the same cases. */
export interface DeLongTest {
  readonly a: number | null;
  readonly b: number | null;
  /** a - b, with its interval. */
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly z: number | null;
  readonly p: number | null;
  readonly level: number;
  readonly reason?: string;
}

/**
 * DeLong's test of two classifiers, two-sided. Without p where a class has fewer than two cases, or where the difference has
 * no variance; p is 1 when it is 0 besides, the two putting all cases in the same order.
 * @throws RangeError as `delong`.
 */
export function delongTest(
  truths: ArrayLike<number>,
  scoresA: ArrayLike<number>,
  scoresB: ArrayLike<number>,
  options: { readonly level?: number } = {},
): DeLongTest {
  const { level = 0.95 } = options;
  checkBetween0And1('The level', level);
  checkPredictions(truths, scoresA);
  checkPredictions(truths, scoresB);
  const missing = missingClass(truths);
  const none = { low: null, high: null, z: null, p: null, level };
  if (missing) return { ...none, a: null, b: null, difference: null, reason: missing };
  const [a, b] = [placementsOf(truths, scoresA), placementsOf(truths, scoresB)];
  const areas = { a: a.area, b: b.area, difference: a.area - b.area };
  if (a.present.length < 2 || a.absent.length < 2)
    return { ...none, ...areas, reason: 'A class has one case alone' };
  const [present, absent] = [
    a.present.map((p, i) => p - b.present[i]),
    a.absent.map((p, i) => p - b.absent[i]),
  ];
  const spread = variance(present) / present.length + variance(absent) / absent.length;
  const { difference } = areas;
  if (!(spread > NO_VARIANCE)) {
    const same = Math.abs(difference) < 1e-12;
    return { ...none, ...areas, ...(same && { z: 0, p: 1 }), reason: 'The difference has no variance' };
  }
  const error = Math.sqrt(spread);
  const reach = normalQuantile((1 + level) / 2) * error;
  const z = difference / error;
  return { ...areas, low: difference - reach, high: difference + reach, z, p: normalTwoSided(z), level };
}

/** Variances of shares below this are rounding. */
const NO_VARIANCE = 1e-24;

/**
 * For each case with the finding, the share of those without that score lower, and for each case without, the share of those
 * with it that score higher; ties count half. By mid-ranks: Sun and Xu 2014, doi:10.1109/LSP.2014.2337313.
 */
function placementsOf(truths: ArrayLike<number>, scores: ArrayLike<number>) {
  const all = averageRanks(scores);
  const indices = (truth: number) => [...all.keys()].filter((i) => truths[i] === truth);
  const [with_, without] = [indices(1), indices(0)];
  const within = (of: number[]) => averageRanks(of.map((i) => scores[i]));
  const [ranksWith, ranksWithout] = [within(with_), within(without)];
  const present = Float64Array.from(with_, (i, k) => (all[i] - ranksWith[k]) / without.length);
  const absent = Float64Array.from(without, (i, k) => 1 - (all[i] - ranksWithout[k]) / with_.length);
  return { area: mean(present), present, absent };
}
