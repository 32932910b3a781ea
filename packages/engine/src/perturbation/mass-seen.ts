import type { MassSeen } from '../prepared-explainer.ts';
import type { MaskSet } from './masks/mask-set.ts';

/**
 * How much of what all masks of a set would add to a map the masks taken add: Σ_taken |w_k| m_k / Σ_all |w_k| m_k, where
 * m_k is the mask's mass. Masks without scores are lent the mean |w| of those with.
 * @param scored masks with weights, in the order of the set: all of it, or those taken.
 * @param weights of `scored`.
 */
export function massSeen(
  set: MaskSet,
  taken: ReadonlySet<number>,
  scored: readonly number[],
  weights: readonly number[],
): MassSeen {
  let all = 0;
  let seen = 0;
  scored.forEach((mask, i) => {
    const mass = Math.abs(weights[i]) * set.mass(mask);
    all += mass;
    if (taken.has(mask)) seen += mass;
  });
  const estimated = scored.length < set.order.length;
  if (estimated) {
    const lent = weights.reduce((sum, weight) => sum + Math.abs(weight), 0) / (weights.length || 1);
    const known = new Set(scored);
    for (const mask of set.order) if (!known.has(mask)) all += lent * set.mass(mask);
  }
  return { share: all === 0 ? 1 : seen / all, estimated };
}
