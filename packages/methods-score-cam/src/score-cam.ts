import {
  defineExplainer,
  type Expression,
  type MaskScores,
  type Perturbation,
  type PerturbationContext,
} from '@camscope/core';
import { activationMasks } from '@camscope/masks';
import { add, backdrop, div, largest, minMax, smallest, sub, upsample } from '@camscope/onnx/expressions';
import { options, type Options } from './options.ts';
import { presets } from './presets.ts';
import { repeatedly } from './repeats.ts';

/**
 * Score-CAM: the target layer's maps, each weighted by the score of the image shown through it.
 * `H^k = N01(Up(A^k))`, `a_k = f^c(x∘H^k) − f^c(x_b)`, `L = Σ_k a_k A^k`; arXiv:1910.01279.
 */
export const scoreCam = defineExplainer({
  id: 'score-cam',
  title: 'Score-CAM',
  short: 'SC',
  summary: 'Weights the maps of the target layer by the score of the image seen through each of them.',
  citation: {
    text: 'Wang et al., Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks, CVPR Workshops 2020',
    doi: '10.1109/CVPRW50498.2020.00020',
    arxiv: '1910.01279',
  },
  options,
  presets,
  finish: ({ mapFrom }) => ({ rectify: mapFrom === 'upsampled' ? 'upsampled' : 'raw' }),
  perturb: (context, options) => throughMaps(context, options),
});

/** How a map becomes a mask. */
const NORMS: Record<Options['maskNorm'], (x: Expression, epsilon: number) => Expression> = {
  'min-max': minMax,
  span: (x, epsilon) =>
    div(x, add(sub(largest(x, 'height', 'width'), smallest(x, 'height', 'width')), epsilon)),
  none: (x) => x,
};

/** @param most the maps that are taken at the most, those that vary most over places. */
export function throughMaps(
  { image, mask }: PerturbationContext,
  options: Options,
  most?: number,
): Perturbation {
  const { maskNorm, maskOrder, epsilon, mapFrom, baseline, sigma, constant } = options;
  const normalised = (x: Expression) => NORMS[maskNorm](x, epsilon);
  const enlarged = (x: Expression) => upsample(x, image, options.upsample);
  const adds = mapFrom === 'normalised' ? { normalised: { epsilon } } : 'activations';
  const once = {
    masks: activationMasks({ most, constant, adds }),
    of: 'image' as const,
    keep: maskOrder === 'after' ? normalised(enlarged(mask)) : enlarged(normalised(mask)), // [B,1,H,W]
    fill: backdrop(options.fill, sigma),
    scoreSpace: options.scoreSpace,
    references: baseline === 'none' ? [] : [backdrop(baseline, sigma)],
    weigh: (scores: MaskScores) => weigh(scores, options),
  };
  return options.repeat === 'none' ? once : repeatedly(once, options);
}

function weigh({ masked, references: [base = 0] }: MaskScores, { channelNorm }: Options): Float64Array {
  const gains = masked.map((score) => score - base);
  if (channelNorm === 'none') return gains;
  if (channelNorm === 'relu') return gains.map((gain) => Math.max(gain, 0));
  const top = gains.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = gains.map((gain) => Math.exp(gain - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
