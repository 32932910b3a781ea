import { defineExplainer, type MaskScores, type TakenMasks } from '@camscope/core';
import { cutBy, ridgeFit, segmentFill, segmentMasks } from '@camscope/masks';
import { random } from '@camscope/onnx/expressions';
import { options, presets, type Options } from './options.ts';

/**
 * LIME: the coefficients of a linear model of the score on which segments of the image are shown, fitted to random samples that count
 * the more the nearer they are to the image; arXiv:1602.04938.
 */
export const lime = defineExplainer({
  id: 'lime',
  title: 'LIME',
  short: 'LIME',
  summary: 'Fits a linear model of the score to which segments of the image are shown.',
  citation: {
    text: 'Ribeiro et al., "Why Should I Trust You?": Explaining the Predictions of Any Classifier, KDD 2016',
    doi: '10.1145/2939672.2939778',
    arxiv: '1602.04938',
  },
  options,
  presets,
  perturb: ({ mask }, options) => {
    const { samples, probability, seed, itself } = options;
    return {
      masks: segmentMasks({
        cut: cutBy(options),
        recipe: { name: 'lime', samples, probability, seed, itself },
        over: (segments) => drawn(segments, options),
      }),
      of: 'image',
      keep: mask, // [B,1,H,W]
      fill: segmentFill(options),
      scoreSpace: options.scoreSpace,
      weigh: (scores, masks) => weigh(scores, masks, options),
    };
  },
});

/** Which segments each sample shows, one after another of one sequence. */
function drawn(segments: number, { samples, probability, seed, itself }: Options) {
  const next = random(seed);
  const all = Array.from({ length: samples }, (_, i) =>
    Float32Array.from({ length: segments }, () => {
      const shown = next() < probability;
      return shown || (itself && i === 0) ? 1 : 0;
    }),
  );
  return { count: samples, kept: (index: number) => all[index] };
}

function weigh({ masked }: MaskScores, { indices, parts }: TakenMasks, options: Options): Float64Array {
  const { distance, width, ridge } = options;
  const rows = indices.map((index) => parts.kept(index));
  const far = distance === 'cosine' ? cosine : pixels(parts.changed!());
  const near = rows.map((row) => Math.exp(-(far(row) ** 2) / (2 * width ** 2)));
  // Where none is near enough to count, all count the same.
  const weights = near.some((weight) => weight > 0) ? near : near.map(() => 1);
  return ridgeFit({ rows, values: masked, weights }, ridge);
}

/** Between a sample and all segments: 1 − cos. */
function cosine(row: ArrayLike<number>): number {
  const shown = Array.from(row).reduce((a, b) => a + b, 0);
  return 1 - Math.sqrt(shown / row.length);
}

/** Between the image and a sample of it, Euclidean. */
function pixels(changed: ArrayLike<number>) {
  return (row: ArrayLike<number>): number =>
    Math.sqrt(Array.from(row).reduce((sum, kept, k) => sum + (1 - kept) ** 2 * changed[k], 0));
}
