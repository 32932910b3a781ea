import { definePlugin, defineModel } from '@camscope/core';
import { recogniseRegNet } from './recognise.ts';

export const regnet = defineModel({
  id: 'regnet',
  title: 'RegNet',
  summary:
    'RegNet X and Y of any depth and width, recognised by bottlenecks that are as wide inside as outside.',
  citation: {
    text: 'Radosavovic, Kosaraju, Girshick, He, Dollár: Designing Network Design Spaces. CVPR 2020',
    doi: '10.1109/CVPR42600.2020.01044',
    arxiv: '2003.13678',
  },
  recognise: recogniseRegNet,
});

export default definePlugin({ name: '@camscope/models-regnet', apiVersion: 1, contributes: [regnet] });
