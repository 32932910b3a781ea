import { sum } from '../summary.ts';

/**
 * P(W ≤ w) and P(W ≥ w) of the sum W of those of the `ranks` (multiples of 1/2) that get a positive sign, every sign being a
 * fair coin's. O(n · sum of ranks).
 */
export function signedRankTails(ranks: Float64Array, w: number): readonly [below: number, above: number] {
  const doubled = ranks.map((rank) => Math.round(2 * rank));
  const probabilities = new Float64Array(sum(doubled) + 1);
  probabilities[0] = 1;
  let reached = 0;
  for (const step of doubled) {
    reached += step;
    for (let total = reached; total >= 0; total--) {
      const without = probabilities[total];
      probabilities[total] = 0.5 * (total >= step ? without + probabilities[total - step] : without);
    }
  }
  const at = Math.round(2 * w);
  return [sum(probabilities.subarray(0, at + 1)), sum(probabilities.subarray(at))];
}
