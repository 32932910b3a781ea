import type { MaskScores, Perturbation } from '@camscope/core';
import { overRepeats, repeated, repeatedMasks, underNoise, underScales } from '@camscope/masks';
import { add, mul } from '@camscope/onnx/expressions';
import type { Options } from './options.ts';

/** A perturbation whose weights hang on scores alone. */
interface Once extends Perturbation {
  weigh(scores: MaskScores): ArrayLike<number>;
}

/**
 * The same with several masks of each map, by whose mean score it weighs: `H + σ·δ_s`, arXiv:2006.14255, or
 * `H · Σ_{j≤s} j/n`, arXiv:2010.03023, s = 1…n.
 */
export function repeatedly(once: Once, { repeat, samples, noise, seed }: Options): Perturbation {
  const repeats = repeat === 'noise' ? underNoise(samples, seed) : underScales(growing(samples));
  const { masks, keep } = once;
  return {
    ...once,
    masks: repeatedMasks(masks, repeats),
    keep: repeat === 'noise' ? add(keep, mul(noise, repeated)) : mul(keep, repeated),
    weigh: overRepeats(samples, once.weigh),
  };
}

/** Running sums of 1/n, 2/n, …, 1, as torchcam 0.5.0 has them (torchcam/methods/activation.py): up to (n + 1) / 2. */
function growing(samples: number): number[] {
  return Array.from({ length: samples }, (_, i) => ((i + 1) * (i + 2)) / (2 * samples));
}
