import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const chestXDet10 = defineDataset({
  id: 'chestx-det10',
  title: 'ChestX-Det10',
  summary: 'Radiographs of NIH ChestX-ray14 with boxes that radiologists drew around ten findings.',
  citation: {
    text: 'Liu et al.: ChestX-Det10: Chest X-ray dataset on detection of thoracic abnormalities, 2020',
    doi: '10.48550/arXiv.2006.10550',
  },
  options,
  open,
  starter: starterFor({
    use: 'chestx-det10',
    about: 'ChestX-Det10 (Liu et al., 2020).',
    files: { images: 'images', annotations: 'train' },
  }),
  annotators: { one: 'radiologist', many: 'radiologists' },
  people: { from: 'NIH ChestX-ray14' },
});

export default definePlugin({
  name: '@camscope/datasets-chestx-det10',
  apiVersion: 1,
  contributes: [chestXDet10],
});
