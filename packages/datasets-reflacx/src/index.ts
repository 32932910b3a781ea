import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const reflacx = defineDataset({
  id: 'reflacx',
  title: 'REFLACX',
  summary:
    'Where five radiologists looked on 2,616 radiographs of MIMIC-CXR, and the ellipses that they drew.',
  citation: {
    text: 'Bigolin Lanfredi et al.: REFLACX, a dataset of reports and eye-tracking data for localization of abnormalities in chest x-rays, Sci. Data 9:350, 2022',
    doi: '10.1038/s41597-022-01441-z',
  },
  options,
  open,
  starter: starterFor({
    use: 'reflacx',
    about: 'REFLACX (Bigolin Lanfredi et al., 2022).',
    files: { images: 'images', annotations: 'readings' },
    metrics: ['ncc', 'kl', 'nss', 'shuffled-auc', 'box-iou', 'hit-rate'],
  }),
  annotators: { one: 'radiologist', many: 'radiologists' },
  people: { from: 'MIMIC-CXR' },
});

export default definePlugin({
  name: '@camscope/datasets-reflacx',
  apiVersion: 1,
  contributes: [reflacx],
});
