import { definePlugin, defineModel } from '@camscope/core';
import { recogniseResNet } from './recognise.ts';

export const resnet = defineModel({
  id: 'resnet',
  title: 'ResNet',
  summary: 'ResNet, ResNeXt and Wide ResNet of any depth and width, recognised by their residual blocks.',
  citation: {
    text: 'He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition. CVPR 2016',
    doi: '10.1109/CVPR.2016.90',
    arxiv: '1512.03385',
  },
  recognise: recogniseResNet,
});

export default definePlugin({ name: '@camscope/models-resnet', apiVersion: 1, contributes: [resnet] });
