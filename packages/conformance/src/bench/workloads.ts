import { defineExplainer, type Explainer } from '@camscope/core';
import { activationMasks } from '@camscope/masks';
import { channelSum, gradient, minMax, mul, relu, spatialMean, upsample } from '@camscope/onnx/expressions';

/** An explanation that is timed. */
export interface Workload {
  readonly title: string;
  readonly explainer: Explainer;
  /** Its images are one image under masks, for all classes. */
  readonly masks: boolean;
  /** Forward passes that one image takes, at a guess, to tell what would take too long. */
  readonly guess: number;
}

/** What explanations are made of: gradients to the last maps, gradients to the image, and masks. */
export const workloads: readonly Workload[] = [
  {
    ...{ title: 'Grad-CAM', masks: false, guess: 1.2 },
    explainer: defineExplainer({
      id: 'bench-grad-cam',
      title: 'Grad-CAM',
      map: ({ activations, score }) =>
        relu(channelSum(mul(spatialMean(gradient(score, activations)), activations))),
    }),
  },
  {
    ...{ title: 'input gradient', masks: false, guess: 3 },
    explainer: defineExplainer({
      id: 'bench-input-gradient',
      title: 'Input gradient',
      gives: 'attribution',
      map: ({ image, score }) => gradient(score, image),
    }),
  },
  {
    ...{ title: 'Score-CAM', masks: true, guess: 1.5 },
    explainer: defineExplainer({
      id: 'bench-score-cam',
      title: 'Score-CAM',
      perturb: ({ image, mask }) => ({
        masks: activationMasks({ constant: 'skip', adds: 'activations' }),
        of: 'image',
        keep: minMax(upsample(mask, image)),
        fill: { kind: 'value', value: 0 },
        scoreSpace: 'auto',
        weigh: ({ masked }) => masked,
      }),
    }),
  },
];
