import { checkBetween0And1 } from '../check.ts';
import { nothing, type Result } from '../result.ts';
import { checkProbabilities } from './predictions.ts';

/** Cases counted at a threshold. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/**
 * What is called present is what has at least the threshold.
 * @throws RangeError when lengths differ, a truth is not 0 or 1, a probability is outside [0, 1], or the threshold outside
 * (0, 1).
 */
export function confusion(
  truths: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  threshold: number,
): Confusion {
  checkBetween0And1('The threshold', threshold);
  checkProbabilities(truths, probabilities);
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < truths.length; i++) counts[2 * truths[i] + Number(probabilities[i] >= threshold)]++;
  const [trueNegatives, falsePositives, falseNegatives, truePositives] = counts;
  return { truePositives, falsePositives, trueNegatives, falseNegatives };
}

/** The share of cases that are called right; no value without cases. */
export const accuracy = ({
  truePositives,
  trueNegatives,
  falsePositives,
  falseNegatives,
}: Confusion): Result =>
  share(
    truePositives + trueNegatives,
    truePositives + trueNegatives + falsePositives + falseNegatives,
    'There are no cases',
  );

/** The share of cases with the finding that are called so; no value where there is none. */
export const sensitivity = ({ truePositives, falseNegatives }: Confusion): Result =>
  share(truePositives, truePositives + falseNegatives, 'There is no case with the finding');

/** The share of cases without the finding that are called so; no value where there is none. */
export const specificity = ({ trueNegatives, falsePositives }: Confusion): Result =>
  share(trueNegatives, trueNegatives + falsePositives, 'There is no case without the finding');

/** Harmonic mean of precision and sensitivity; no value where no case has the finding. */
export function f1({ truePositives, falsePositives, falseNegatives }: Confusion): Result {
  if (truePositives + falseNegatives === 0) return nothing('There is no case with the finding');
  return { value: (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives) };
}

const share = (part: number, whole: number, reason: string): Result =>
  whole > 0 ? { value: part / whole } : nothing(reason);
