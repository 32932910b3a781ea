import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const montgomery = defineDataset({
  id: 'montgomery',
  title: 'Montgomery County',
  summary: 'Radiographs of people with and without tuberculosis, with masks of their lungs.',
  citation: {
    text:
      'Jaeger et al.: Two public chest X-ray datasets for computer-aided screening of pulmonary diseases, Quant. Imaging Med. Surg. ' +
      '4(6):475-477, 2014',
    doi: '10.3978/j.issn.2223-4292.2014.11.20',
  },
  options,
  open,
  starter: starterFor({
    use: 'montgomery',
    about: 'the lungs of Montgomery County (Jaeger et al., 2014).',
    files: {
      images: 'images',
      annotations: (folder) => ({ left: `${folder}/leftMask`, right: `${folder}/rightMask` }),
    },
  }),
  annotators: { one: 'radiologist', many: 'radiologists' },
});

export default definePlugin({
  name: '@camscope/datasets-montgomery',
  apiVersion: 1,
  contributes: [montgomery],
});
