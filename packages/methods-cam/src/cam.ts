import { defineExplainer } from '@camscope/core';
import { channelSum, headWeights, mul } from '@camscope/onnx/expressions';

/**
 * Class activation mapping: the maps that enter the average pool, each with the weight that the linear layer behind it gives it.
 * `L = Σ_k w_k A^k`; arXiv:1512.04150.
 */
export const cam = defineExplainer({
  id: 'cam',
  title: 'CAM',
  short: 'CAM',
  summary:
    'The maps before the average pool under the weights of the linear layer behind it: for such heads alone.',
  citation: {
    text: 'Zhou et al., Learning Deep Features for Discriminative Localization, CVPR 2016',
    doi: '10.1109/CVPR.2016.319',
    arxiv: '1512.04150',
  },
  presets: { 'torch-cam': { summary: 'The default: bilinear; min-max', map: { upsample: 'bilinear' } } },
  map: ({ activations, score }) => channelSum(mul(headWeights(score), activations)),
});
