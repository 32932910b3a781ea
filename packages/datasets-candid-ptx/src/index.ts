import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const candidPtx = defineDataset({
  id: 'candid-ptx',
  title: 'CANDID-PTX',
  summary: 'Radiographs of a hospital in New Zealand with masks of pneumothorax that radiologists drew.',
  citation: {
    text: 'Feng et al.: Curation of the CANDID-PTX dataset with free-text reports, Radiol. Artif. Intell. 3(6):e210136, 2021',
    doi: '10.1148/ryai.2021210136',
  },
  options,
  open,
  starter: starterFor({
    use: 'candid-ptx',
    about: 'CANDID-PTX (Feng et al., 2021).',
    files: { images: 'images', annotations: 'masks' },
  }),
  annotators: { one: 'radiologist', many: 'radiologists' },
});

export default definePlugin({
  name: '@camscope/datasets-candid-ptx',
  apiVersion: 1,
  contributes: [candidPtx],
});
