import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const siimAcr = defineDataset({
  id: 'siim-acr',
  title: 'SIIM-ACR pneumothorax challenge',
  summary: 'Radiographs of NIH ChestX-ray14 with masks of pneumothorax that radiologists drew.',
  citation: {
    text: 'Society for Imaging Informatics in Medicine, American College of Radiology: SIIM-ACR pneumothorax segmentation, 2019',
    url: 'https://www.kaggle.com/c/siim-acr-pneumothorax-segmentation',
  },
  options,
  open,
  starter: starterFor({
    use: 'siim-acr',
    about: 'the SIIM-ACR pneumothorax challenge.',
    files: { images: 'images', annotations: 'masks' },
  }),
  annotators: { one: 'radiologist', many: 'radiologists' },
  people: {
    from: 'NIH ChestX-ray14',
    source: {
      text:
        'Filice et al.: Crowdsourcing pneumothorax annotations using machine learning annotations on the NIH chest X-ray dataset, ' +
        'J. Digit. Imaging 33:490-496, 2020',
      doi: '10.1007/s10278-019-00299-9',
    },
  },
});

export default definePlugin({ name: '@camscope/datasets-siim-acr', apiVersion: 1, contributes: [siimAcr] });
