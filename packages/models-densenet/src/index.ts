import { definePlugin, defineModel } from '@camscope/core';
import { recogniseDenseNet } from './recognise.ts';

export const densenet = defineModel({
  id: 'densenet',
  title: 'DenseNet',
  summary: 'DenseNet of any depth and growth rate, recognised by layers that read every layer before them.',
  citation: {
    text: 'Huang, Liu, van der Maaten, Weinberger: Densely Connected Convolutional Networks. CVPR 2017',
    doi: '10.1109/CVPR.2017.243',
    arxiv: '1608.06993',
  },
  recognise: recogniseDenseNet,
});

export default definePlugin({ name: '@camscope/models-densenet', apiVersion: 1, contributes: [densenet] });
