import { checkFinite, checkSameLength } from '../check.ts';

/** @throws RangeError when lengths differ, a truth is not 0 or 1, or a score is not finite. */
export function checkPredictions(truths: ArrayLike<number>, scores: ArrayLike<number>): void {
  checkSameLength('Truths and scores', truths, scores);
  for (let i = 0; i < truths.length; i++)
    if (truths[i] !== 0 && truths[i] !== 1)
      throw new RangeError(`A truth is 0 or 1, got ${truths[i]} at ${i}`);
  checkFinite('Scores', scores);
}

/** @throws RangeError as `checkPredictions`, or when a probability is outside [0, 1]. */
export function checkProbabilities(truths: ArrayLike<number>, probabilities: ArrayLike<number>): void {
  checkPredictions(truths, probabilities);
  for (let i = 0; i < probabilities.length; i++)
    if (probabilities[i] < 0 || probabilities[i] > 1)
      throw new RangeError(`A probability lies in [0, 1], got ${probabilities[i]} at ${i}`);
}

/** Why a measure that needs both classes has no value. */
export function missingClass(truths: ArrayLike<number>): string | undefined {
  let present = 0;
  for (let i = 0; i < truths.length; i++) present += truths[i];
  if (truths.length === 0) return 'There are no cases';
  if (present === 0) return 'There is no case with the finding';
  return present === truths.length ? 'There is no case without the finding' : undefined;
}
