import { defineExplainer } from '@camscope/core';
import { channelSum, gradient, mul, relu } from '@camscope/onnx/expressions';
import { z } from 'zod';

/** HiResCAM: gradient times activation, place by place. `L = ReLU(Σ_k ∂S/∂A^k ∘ A^k)`; arXiv:2011.08891. */
export const hiResCam = defineExplainer({
  id: 'hires-cam',
  title: 'HiResCAM',
  short: 'HC',
  summary: 'Multiplies gradient and activation place by place, without averaging the gradient first.',
  citation: {
    text: 'Draelos and Carin, Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural networks, 2020',
    arxiv: '2011.08891',
  },
  options: z.strictObject({
    relu: z.boolean().default(true).describe('Keep only what speaks for the class'),
  }),
  map: ({ activations, score }, options) => {
    const map = channelSum(mul(gradient(score, activations), activations)); // [N,1,h,w]
    return options.relu ? relu(map) : map;
  },
});
