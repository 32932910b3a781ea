import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const jsrt = defineDataset({
  id: 'jsrt',
  title: 'JSRT',
  summary: 'Scanned films with a nodule, whose centre and size are known, and without.',
  citation: {
    text:
      'Shiraishi et al.: Development of a digital image database for chest radiographs with and without a lung nodule: receiver operating ' +
      "characteristic analysis of radiologists' detection of pulmonary nodules, AJR 174(1):71-74, 2000",
    doi: '10.2214/ajr.174.1.1740071',
  },
  options,
  open,
  starter: starterFor({
    use: 'jsrt',
    about: 'JSRT (Shiraishi et al., 2000).',
    files: { images: 'images', annotations: 'nodules', labels: 'others' },
  }),
  annotators: { one: 'radiologist', many: 'radiologists' },
});

export default definePlugin({ name: '@camscope/datasets-jsrt', apiVersion: 1, contributes: [jsrt] });
