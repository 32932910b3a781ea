import type { MethodInFull } from '@camscope/core';

/** How a method is asked for in the matrix. */
export interface Asked extends MethodInFull {
  /** At an earlier layer, too. */
  readonly atTwoLayers?: boolean;
}

const SIGNED = { use: 'grad-cam', options: { relu: false } };
const FEW_DRAWS = { samples: 4 };
const FEW_MASKS = { samples: 40, cut: 'grid', segments: 16 };

/** Where it is not by its defaults: few samples and masks, the same on each provider, and maps with their negative part. */
const ASKED: Readonly<Record<string, Omit<Asked, 'use'>>> = {
  'grad-cam': { options: SIGNED.options },
  'hires-cam': { options: SIGNED.options },
  'xgrad-cam': { options: SIGNED.options },
  'shapley-cam': { options: SIGNED.options },
  // Of four copies of the image of vit, rounding decides an α whose denominator is nearly 0.
  'smooth-grad-cam-plus-plus': { options: { samples: 3 } },
  'deep-feature-factorization': { options: { concepts: 2, steps: 40 } },
  'opti-cam': { options: { steps: 5 } },
  'faster-score-cam': { options: { maxN: 4 } },
  rise: { options: { masks: 32 } },
  occlusion: { options: { window: 16, stride: 8 } },
  lime: { options: FEW_MASKS },
  'kernel-shap': { options: FEW_MASKS },
  'feature-ablation': { options: { cut: 'grid', segments: 16 } },
  sobol: { options: { cells: 3, designs: 4 } },
  hsic: { options: { cells: 4, masks: 40 } },
  // With the 8 of the default, one number of squeezenet's hangs on the last bit of float32.
  'deep-lift-shap': { options: { baseline: { from: 'uniform', count: 2 } } },
  lrp: { options: { start: 'one', batchNorm: 'pass' } },
  'integrated-gradients': { options: { steps: 8 } },
  'smooth-grad': { options: FEW_DRAWS },
  'var-grad': { options: FEW_DRAWS },
  'square-grad': { options: FEW_DRAWS },
  'smooth-ig': { options: { samples: 2, steps: 4 } },
  'expected-gradients': { options: FEW_DRAWS },
  'gradient-shap': { options: FEW_DRAWS },
  'blur-ig': { options: { steps: 4, sigma: 4 } },
  xrai: { options: { steps: 4 } },
  finer: { of: SIGNED },
  smooth: { of: SIGNED, options: { samples: 2 } },
  refine: { of: 'layer-cam', atTwoLayers: true },
  ensemble: { of: ['layer-cam', 'hires-cam'] },
  augment: { of: SIGNED },
};

/** @param id of an explainer. */
export function askedFor(id: string): Asked {
  return { use: id, ...ASKED[id] };
}
