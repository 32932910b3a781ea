import type { MaskSet } from '@camscope/core';
import type { MassSeen } from '../prepared-explainer.ts';

/**
 * How much of what all masks of a set would add to a map the masks taken add: Σ_taken |w_k| m_k / Σ_all |w_k| m_k, where
 * m_k is the mask's mass. Masks without scores are lent the largest |w| of those with, or for `likely` the mean.
 * @param scored masks with weights, in the order of the set: all of it, or those taken.
 * @param weights of `scored`.
 */
export function massSeen(
  set: MaskSet,
  taken: ReadonlySet<number>,
  scored: readonly number[],
  weights: readonly number[],
): MassSeen {
  let known = 0;
  let seen = 0;
  let sum = 0;
  let largest = 0;
  scored.forEach((mask, i) => {
    const weight = Math.abs(weights[i]);
    const mass = weight * massOf(set, mask);
    known += mass;
    if (taken.has(mask)) seen += mass;
    sum += weight;
    largest = Math.max(largest, weight);
  });
  const estimated = scored.length < set.order.length;
  const unknown = estimated ? massWithout(set, new Set(scored)) : 0;
  // Nothing is known of a map of which nothing but zeros has been seen.
  const of = (lent: number) => (known > 0 ? seen / (known + lent * unknown) : estimated ? 0 : 1);
  return { share: of(largest), likely: of(sum / scored.length), estimated };
}

function massWithout(set: MaskSet, scored: ReadonlySet<number>): number {
  let mass = 0;
  for (const mask of set.order) if (!scored.has(mask)) mass += massOf(set, mask);
  return mass;
}

function massOf({ mass }: MaskSet, mask: number): number {
  return mass ? mass(mask) : 1;
}
