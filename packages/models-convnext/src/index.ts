import { definePlugin, defineModel } from '@camscope/core';
import { recogniseConvNeXt } from './recognise.ts';

export const convnext = defineModel({
  id: 'convnext',
  title: 'ConvNeXt',
  summary:
    'ConvNeXt, v1 and v2, of any depth and width, recognised by residual blocks of a depthwise convolution, a norm and two layers.',
  citation: {
    text: 'Liu, Mao, Wu, Feichtenhofer, Darrell, Xie: A ConvNet for the 2020s. CVPR 2022',
    doi: '10.1109/CVPR52688.2022.01167',
    arxiv: '2201.03545',
  },
  recognise: recogniseConvNeXt,
});

export default definePlugin({ name: '@camscope/models-convnext', apiVersion: 1, contributes: [convnext] });
