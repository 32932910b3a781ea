import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const tbx11k = defineDataset({
  id: 'tbx11k',
  title: 'TBX11K',
  summary:
    'Radiographs of healthy, sick and tuberculous people, with boxes that radiologists drew around tuberculosis.',
  citation: {
    text: 'Liu et al.: Rethinking computer-aided tuberculosis diagnosis, CVPR 2020',
    doi: '10.1109/CVPR42600.2020.00272',
  },
  options,
  open,
  starter: starterFor({
    use: 'tbx11k',
    about: 'TBX11K (Liu et al., 2020).',
    files: { images: 'images', annotations: 'train' },
  }),
  annotators: { one: 'radiologist', many: 'radiologists' },
});

export default definePlugin({ name: '@camscope/datasets-tbx11k', apiVersion: 1, contributes: [tbx11k] });
