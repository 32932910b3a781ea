import { defineExplainer } from '@camscope/core';
import { channelSum, gradient, minMax, mul, relu, spatialMean, upsample } from '@camscope/onnx/expressions';

/**
 * Guided Grad-CAM: Guided Backprop [N,C,H,W] times Grad-CAM, the latter normalised to [0, 1] and upsampled to the
 * image (bilinear, half-pixel); arXiv:1610.02391.
 */
export const guidedGradCam = defineExplainer({
  id: 'guided-grad-cam',
  title: 'Guided Grad-CAM',
  short: 'GGC',
  gives: 'attribution',
  summary:
    'Guided Backprop where Grad-CAM is warm. Like Guided Backprop it fails the model-randomisation sanity check (arXiv:1810.03292).',
  citation: {
    text: 'Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization, ICCV 2017',
    doi: '10.1109/ICCV.2017.74',
    arxiv: '1610.02391',
  },
  map: ({ image, activations, score }) => {
    const weights = spatialMean(gradient(score, activations));
    const cam = relu(channelSum(mul(weights, activations))); // [N,1,h,w]
    return mul(gradient(score, image, { rules: 'guided' }), upsample(minMax(cam), image));
  },
});
