import { definePlugin, defineModel } from '@camscope/core';
import { recogniseInvertedResiduals } from './recognise.ts';

export const efficientnet = defineModel({
  id: 'efficientnet',
  title: 'EfficientNet',
  summary:
    'EfficientNet v1 and v2, MobileNet v2 and v3, MNASNet, recognised by inverted residuals: blocks that end in a linear convolution.',
  citation: {
    text: 'Tan, Le: EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks. ICML 2019',
    arxiv: '1905.11946',
  },
  recognise: recogniseInvertedResiduals,
});

export default definePlugin({
  name: '@camscope/models-efficientnet',
  apiVersion: 1,
  contributes: [efficientnet],
});
