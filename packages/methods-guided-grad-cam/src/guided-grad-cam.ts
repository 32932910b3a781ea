import { defineExplainer } from '@camscope/core';
import { channelSum, gradient, minMax, mul, relu, spatialMean, upsample } from '@camscope/onnx/expressions';
import { z } from 'zod';

/**
 * Guided Grad-CAM: Guided Backprop [N,C,H,W] times Grad-CAM, the latter normalised to [0, 1] and upsampled to the
 * image; arXiv:1610.02391.
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
  options: z.strictObject({
    upsample: z
      .enum(['bilinear', 'nearest'])
      .default('bilinear')
      .describe('Kernel by which Grad-CAM is enlarged; bilinear has half-pixel centres'),
    normalise: z
      .enum(['min-max', 'none'])
      .default('min-max')
      .describe('Whether Grad-CAM is brought to [0, 1] first, or multiplies as it is'),
  }),
  presets: {
    captum: {
      summary: 'Grad-CAM enlarged by nearest neighbour, and not normalised',
      options: { upsample: 'nearest', normalise: 'none' },
    },
  },
  map: ({ image, activations, score }, { upsample: kernel, normalise }) => {
    const weights = spatialMean(gradient(score, activations));
    const cam = relu(channelSum(mul(weights, activations))); // [N,1,h,w]
    const scaled = normalise === 'min-max' ? minMax(cam) : cam;
    return mul(gradient(score, image, { rules: 'guided' }), upsample(scaled, image, kernel));
  },
});
