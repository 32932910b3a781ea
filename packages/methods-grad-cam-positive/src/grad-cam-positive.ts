import { defineExplainer } from '@camscope/core';
import { channelSum, gradient, mul, positive, relu, spatialMean } from '@camscope/onnx/expressions';

/**
 * Grad-CAM with positive gradients at positive activations only ("guided grads"):
 * `g' = 1[A > 0] · ReLU(∂S/∂A)`, `w_k = mean_ij g'`, `L = Σ_k w_k A^k`.
 */
export const gradCamPositive = defineExplainer({
  id: 'grad-cam-positive',
  title: 'Grad-CAM (positive gradients)',
  short: 'GC+',
  alsoCalled: [
    { name: 'Guided Grad-CAM', by: 'Moreno-Chamorro, Castillo, Aliaga and Dolz' },
    { name: 'Guided Grad-CAM', by: 'tf-explain' },
  ],
  summary:
    'What a popular Keras recipe and tf-explain call Guided Grad-CAM. Only the target layer is gated, so it is not ' +
    'Guided Backprop; it hardly depends on the class.',
  citation: {
    text: 'Sicara, tf-explain, GradCAM with guided gradients',
    url: 'https://tf-explain.readthedocs.io',
  },
  map: ({ activations, score }) => {
    const gated = mul(positive(activations), relu(gradient(score, activations)));
    return channelSum(mul(spatialMean(gated), activations));
  },
});
