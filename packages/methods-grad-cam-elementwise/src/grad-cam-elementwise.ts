import { defineExplainer } from '@camscope/core';
import { channelSum, gradient, mul, relu } from '@camscope/onnx/expressions';

/** Element-wise Grad-CAM: `L = Σ_k ReLU(∂S/∂A^k ∘ A^k)`, what speaks for the class, place by place and map by map. */
export const gradCamElementwise = defineExplainer({
  id: 'grad-cam-elementwise',
  title: 'Element-wise Grad-CAM',
  short: 'GCE',
  summary: 'HiResCAM with the ReLU before the maps are added up, so that none takes from what another gives.',
  citation: {
    text: 'Gildenblat et al., PyTorch library for CAM methods, GradCAMElementWise, 2021',
    url: 'https://github.com/jacobgil/pytorch-grad-cam',
  },
  presets: { 'pytorch-grad-cam': { summary: 'The default', map: { upsample: 'bilinear' } } },
  map: ({ activations, score }) => channelSum(relu(mul(gradient(score, activations), activations))),
});
