import { defineExplainer } from '@camscope/core';
import {
  abs,
  add,
  channelSum,
  div,
  gradient,
  mul,
  positive,
  relu,
  spatialSum,
} from '@camscope/onnx/expressions';
import { z } from 'zod';

/**
 * Grad-CAM++: `α = g² / (2g² + g³·Σ_ab A_ab)`, 0 where g is 0; `w_k = Σ_ij α·ReLU(g)`; `L = ReLU(Σ_k w_k A^k)`.
 *
 * The paper's factor exp(S) scales every weight alike and overflows float32 from S = 88 on: it is left out. Without an
 * epsilon, α is 1/(2 + g·Σ A), which needs no powers of g that could underflow.
 */
export const gradCamPlusPlus = defineExplainer({
  id: 'grad-cam-plus-plus',
  title: 'Grad-CAM++',
  short: 'G++',
  summary: 'Weights positive gradients so that several or small instances of a class count alike.',
  citation: {
    text: 'Chattopadhay et al., Grad-CAM++: Generalized Gradient-based Visual Explanations for Deep Convolutional Networks, WACV 2018',
    doi: '10.1109/WACV.2018.00097',
    arxiv: '1710.11063',
  },
  options: z.strictObject({
    alphaNormalisation: z
      .enum(['none', 'authors'])
      .default('none')
      .describe("'authors': divide α by its sum over places, as the authors' code and tf-keras-vis do"),
    epsilon: z
      .number()
      .nonnegative()
      .default(0)
      .describe('Added to the denominator of α; pytorch-grad-cam: 1e-6, which bends α where |g| < 1e-3'),
  }),
  presets: {
    authors: { summary: 'α divided by its sum over places', options: { alphaNormalisation: 'authors' } },
    'pytorch-grad-cam': { summary: '1e-6 in the denominator of α', options: { epsilon: 1e-6 } },
    'tf-keras-vis': {
      summary: 'α divided by its sum over places; bilinear with aligned corners',
      options: { alphaNormalisation: 'authors' },
      map: { upsample: 'bilinear-align-corners' },
    },
  },
  map: ({ activations, score }, { alphaNormalisation, epsilon }) => {
    const g = gradient(score, activations);
    const gSum = mul(g, spatialSum(activations));
    const squared = mul(g, g);
    const plain = div(positive(abs(g)), add(2, gSum));
    const alpha = epsilon === 0 ? plain : div(squared, add(mul(squared, add(2, gSum)), epsilon));
    const shares = alphaNormalisation === 'authors' ? div(alpha, spatialSum(alpha)) : alpha;
    const weights = spatialSum(mul(shares, relu(g))); // [N,K,1,1]
    return relu(channelSum(mul(weights, activations)));
  },
});
