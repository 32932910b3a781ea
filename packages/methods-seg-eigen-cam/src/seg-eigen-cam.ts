import { defineExplainer } from '@camscope/core';
import { eigenCam, firstComponent, signOption } from '@camscope/methods-eigen-cam';
import { abs, gradient, mul } from '@camscope/onnx/expressions';

/** Seg-Eigen-CAM: Eigen-CAM of the activations times the size of the score's gradient; doi:10.3390/app15137562. */
export const segEigenCam = defineExplainer({
  id: 'seg-eigen-cam',
  title: 'Seg-Eigen-CAM',
  short: 'SEC',
  summary: 'The first principal component of activation times size of the gradient, made for segmentation.',
  citation: {
    text: 'Chung and Ying, Seg-Eigen-CAM: Eigen-Value-Based Visual Explanations for Semantic Segmentation Models, Applied Sciences 15(13), 2025',
    doi: '10.3390/app15137562',
  },
  options: eigenCam.options.extend({ sign: signOption('extreme') }),
  presets: {
    'pytorch-grad-cam': { summary: 'The default; ReLU', map: { upsample: 'bilinear', rectify: 'raw' } },
  },
  finish: () => ({ rectify: 'raw' }),
  map: ({ activations, score }, options) =>
    firstComponent(mul(abs(gradient(score, activations)), activations), options),
});
