import { defineExplainer } from '@camscope/core';
import { eigenCam, firstComponent } from '@camscope/methods-eigen-cam';
import { gradient, mul } from '@camscope/onnx/expressions';

/** Eigen-Grad-CAM: Eigen-CAM of the activations times the score's gradient, place by place. */
export const eigenGradCam = defineExplainer({
  id: 'eigen-grad-cam',
  title: 'Eigen-Grad-CAM',
  short: 'EGC',
  summary: 'The first principal component of activation times gradient: Eigen-CAM that depends on the class.',
  citation: {
    text: 'Gildenblat et al., PyTorch library for CAM methods, EigenGradCAM, 2021',
    url: 'https://github.com/jacobgil/pytorch-grad-cam',
  },
  options: eigenCam.options,
  finish: () => ({ rectify: 'raw' }),
  map: ({ activations, score }, options) =>
    firstComponent(mul(gradient(score, activations), activations), options),
});
