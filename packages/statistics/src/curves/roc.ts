import { averageRanks } from '../ranks/average-ranks.ts';
import { nothing, type Result } from '../result.ts';
import { checkPredictions, missingClass } from './predictions.ts';
import { stepsOf } from './steps.ts';

/** One point for each distinct score, from (0, 0), whose threshold is infinite, to (1, 1). */
export interface RocCurve {
  readonly falsePositiveRates: Float64Array;
  readonly truePositiveRates: Float64Array;
  readonly thresholds: Float64Array;
}

/**
 * @returns null where a class is missing.
 * @throws RangeError when lengths differ, a truth is not 0 or 1, or a score is not finite.
 */
export function rocCurve(truths: ArrayLike<number>, scores: ArrayLike<number>): RocCurve | null {
  checkPredictions(truths, scores);
  if (missingClass(truths)) return null;
  const { thresholds, truePositives, falsePositives } = stepsOf(truths, scores);
  const rates = (counts: Float64Array) =>
    Float64Array.from([0, ...counts], (count) => count / counts[counts.length - 1]);
  return {
    falsePositiveRates: rates(falsePositives),
    truePositiveRates: rates(truePositives),
    thresholds: Float64Array.from([Infinity, ...thresholds]),
  };
}

/**
 * Area under the ROC curve: the share of pairs of a case with and one without the finding that the scores put in order, ties
 * counting half. No value where a class is missing. Hanley and McNeil 1982, doi:10.1148/radiology.143.1.7063747.
 * @throws RangeError when lengths differ, a truth is not 0 or 1, or a score is not finite.
 */
export function auroc(truths: ArrayLike<number>, scores: ArrayLike<number>): Result {
  checkPredictions(truths, scores);
  const missing = missingClass(truths);
  if (missing) return nothing(missing);
  let [present, ranks] = [0, 0];
  averageRanks(scores).forEach((rank, i) => {
    present += truths[i];
    ranks += truths[i] * rank;
  });
  return { value: (ranks - (present * (present + 1)) / 2) / (present * (truths.length - present)) };
}
