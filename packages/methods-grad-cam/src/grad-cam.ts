import { defineExplainer } from '@camscope/core';
import { channelSum, gradient, mul, relu, spatialMean } from '@camscope/onnx/expressions';
import { z } from 'zod';

/**
 * Grad-CAM: the target layer's maps, each weighted by the mean of the score's gradient over it.
 * `w_k = mean_ij ∂S/∂A^k_ij`, `L = ReLU(Σ_k w_k A^k)`; arXiv:1610.02391.
 */
export const gradCam = defineExplainer({
  id: 'grad-cam',
  title: 'Grad-CAM',
  short: 'GC',
  summary: 'Weights the maps of the target layer by the mean gradient of the class score.',
  citation: {
    text: 'Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization, ICCV 2017',
    doi: '10.1109/ICCV.2017.74',
    arxiv: '1610.02391',
  },
  options: z.strictObject({
    relu: z.boolean().default(true).describe('Keep only what speaks for the class'),
  }),
  presets: {
    'pytorch-grad-cam': {
      summary: 'The default: ReLU; bilinear with half-pixel centres; min-max',
      map: { upsample: 'bilinear' },
    },
    'torch-cam': {
      summary: 'The default: ReLU; bilinear with half-pixel centres; min-max',
      map: { upsample: 'bilinear' },
    },
    'tf-keras-vis': {
      summary: 'ReLU; bilinear with aligned corners; min-max',
      map: { upsample: 'bilinear-align-corners' },
    },
    captum: {
      summary: 'No ReLU; nearest neighbour',
      options: { relu: false },
      map: { upsample: 'nearest' },
    },
    xplique: { summary: "ReLU; TensorFlow's bicubic; min-max", map: { upsample: 'bicubic-tensorflow' } },
  },
  map: ({ activations, score }, options) => {
    const weights = spatialMean(gradient(score, activations)); // [N,K,1,1]
    const map = channelSum(mul(weights, activations)); // [N,1,h,w]
    return options.relu ? relu(map) : map;
  },
});
