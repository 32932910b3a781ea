import { nothing, type Result } from '../result.ts';
import { sum } from '../summary.ts';
import { checkPredictions } from './predictions.ts';
import { stepsOf } from './steps.ts';

/** One point for each distinct score, recall rising, after (recall 0, precision 1), whose threshold is infinite. */
export interface PrecisionRecallCurve {
  readonly precisions: Float64Array;
  readonly recalls: Float64Array;
  readonly thresholds: Float64Array;
}

/**
 * @returns null where no case has the finding.
 * @throws RangeError when lengths differ, a truth is not 0 or 1, or a score is not finite.
 */
export function precisionRecallCurve(
  truths: ArrayLike<number>,
  scores: ArrayLike<number>,
): PrecisionRecallCurve | null {
  checkPredictions(truths, scores);
  const present = sum(truths);
  if (present === 0) return null;
  const { thresholds, truePositives, falsePositives } = stepsOf(truths, scores);
  return {
    precisions: Float64Array.from([
      1,
      ...truePositives.map((count, i) => count / (count + falsePositives[i])),
    ]),
    recalls: Float64Array.from([0, ...truePositives], (count) => count / present),
    thresholds: Float64Array.from([Infinity, ...thresholds]),
  };
}

/**
 * Average precision: precision over recall in steps, Σ (Rₙ - Rₙ₋₁) Pₙ, not interpolated; scikit-learn's
 * `average_precision_score`. No value where no case has the finding.
 * @throws RangeError when lengths differ, a truth is not 0 or 1, or a score is not finite.
 */
export function averagePrecision(truths: ArrayLike<number>, scores: ArrayLike<number>): Result {
  const curve = precisionRecallCurve(truths, scores);
  if (!curve)
    return nothing(truths.length === 0 ? 'There are no cases' : 'There is no case with the finding');
  const { precisions, recalls } = curve;
  let area = 0;
  for (let i = 1; i < recalls.length; i++) area += (recalls[i] - recalls[i - 1]) * precisions[i];
  return { value: area };
}
