import { ascending } from '../ranks/average-ranks.ts';

/** What is called present as the threshold falls: at each distinct score, the cases with at least that score. */
export interface Steps {
  /** Descending. */
  readonly thresholds: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
}

export function stepsOf(truths: ArrayLike<number>, scores: ArrayLike<number>): Steps {
  const order = ascending(scores).reverse();
  const [thresholds, truePositives, falsePositives]: number[][] = [[], [], []];
  let positives = 0;
  order.forEach((index, i) => {
    positives += truths[index];
    if (i + 1 < order.length && scores[order[i + 1]] === scores[index]) return;
    thresholds.push(scores[index]);
    truePositives.push(positives);
    falsePositives.push(i + 1 - positives);
  });
  return {
    thresholds: Float64Array.from(thresholds),
    truePositives: Float64Array.from(truePositives),
    falsePositives: Float64Array.from(falsePositives),
  };
}
