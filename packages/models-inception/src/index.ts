import { definePlugin, defineModel } from '@camscope/core';
import { recogniseInception } from './recognise.ts';

export const inception = defineModel({
  id: 'inception',
  title: 'Inception',
  summary:
    'GoogLeNet, Inception v3 and v4, recognised by modules that join three or more branches, one of them a pool.',
  citation: {
    text: 'Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke, Rabinovich: Going Deeper with Convolutions. CVPR 2015',
    doi: '10.1109/CVPR.2015.7298594',
    arxiv: '1409.4842',
  },
  recognise: recogniseInception,
});

export default definePlugin({ name: '@camscope/models-inception', apiVersion: 1, contributes: [inception] });
