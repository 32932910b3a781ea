import { definePlugin, defineModel } from '@camscope/core';
import { recogniseVgg } from './recognise.ts';

export const vgg = defineModel({
  id: 'vgg',
  title: 'VGG',
  summary:
    'VGG, with and without batch norm, and AlexNet, recognised by convolutions in a row with max pools between.',
  citation: {
    text: 'Simonyan, Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition. ICLR 2015',
    arxiv: '1409.1556',
  },
  recognise: recogniseVgg,
});

export default definePlugin({ name: '@camscope/models-vgg', apiVersion: 1, contributes: [vgg] });
