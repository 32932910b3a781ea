import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const rsnaPneumonia = defineDataset({
  id: 'rsna-pneumonia',
  title: 'RSNA pneumonia challenge',
  summary:
    'Radiographs of NIH ChestX-ray14 with boxes that radiologists drew around opacities in which they suspect pneumonia.',
  citation: {
    text:
      'Shih et al.: Augmenting the National Institutes of Health chest radiograph dataset with expert annotations of possible ' +
      'pneumonia, Radiol. Artif. Intell. 1(1):e180041, 2019',
    doi: '10.1148/ryai.2019180041',
  },
  options,
  open,
  starter: starterFor({
    use: 'rsna-pneumonia',
    about: 'the RSNA pneumonia challenge.',
    files: { images: 'images', annotations: 'boxes' },
  }),
  annotators: { one: 'radiologist', many: 'radiologists' },
  people: { from: 'NIH ChestX-ray14' },
});

export default definePlugin({
  name: '@camscope/datasets-rsna-pneumonia',
  apiVersion: 1,
  contributes: [rsnaPneumonia],
});
