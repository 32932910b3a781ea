import { defineExplainer } from '@camscope/core';
import { channelSum, gradient, mul, relu, spatialMean, stop, sub, sum } from '@camscope/onnx/expressions';
import { z } from 'zod';

/**
 * Shapley-CAM: `w_k = mean_ij (g − ½·H·A)`, `L = ReLU(Σ_k w_k A^k)`, with the gradient g and the Hessian H of the score at the
 * target layer; arXiv:2501.06261.
 */
export const shapleyCam = defineExplainer({
  id: 'shapley-cam',
  title: 'Shapley-CAM',
  short: 'ShC',
  summary:
    "Weighs each map by the mean over its places of a second-order estimate of the map's Shapley value: gradient less half the Hessian times the activations.",
  citation: {
    text: 'Cai, CAMs as Shapley value-based explainers, The Visual Computer, 2025',
    arxiv: '2501.06261',
  },
  options: z.strictObject({
    relu: z.boolean().default(true).describe('Keep only what speaks for the class'),
  }),
  map: ({ activations, score }, options) => {
    const g = gradient(score, activations); // [N,K,h,w]
    const along = sum(mul(g, stop(activations)), 'channels', 'height', 'width');
    const bend = gradient(along, activations); // H·A
    const weights = spatialMean(sub(g, mul(0.5, bend))); // [N,K,1,1]
    const map = channelSum(mul(weights, activations)); // [N,1,h,w]
    return options.relu ? relu(map) : map;
  },
});
