import { defineExplainer } from '@camscope/core';
import { channelSum, div, gradient, mul, relu, spatialSum } from '@camscope/onnx/expressions';
import { z } from 'zod';

/**
 * XGrad-CAM: gradients averaged with the normalised activations as weights.
 * `w_k = Σ_ij (A^k_ij / Σ A^k) · ∂S/∂A^k_ij`, 0 where Σ A^k is 0; `L = ReLU(Σ_k w_k A^k)`; arXiv:2008.02312.
 */
export const xgradCam = defineExplainer({
  id: 'xgrad-cam',
  title: 'XGrad-CAM',
  short: 'XGC',
  summary:
    'Averages the gradient with the activations as weights, which makes the map sum to the score it explains.',
  citation: {
    text: 'Fu et al., Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs, BMVC 2020',
    arxiv: '2008.02312',
  },
  options: z.strictObject({
    relu: z.boolean().default(true).describe('Keep only what speaks for the class'),
  }),
  map: ({ activations, score }, options) => {
    const weighted = spatialSum(mul(activations, gradient(score, activations)));
    const weights = div(weighted, spatialSum(activations)); // [N,K,1,1]
    const map = channelSum(mul(weights, activations)); // [N,1,h,w]
    return options.relu ? relu(map) : map;
  },
});
