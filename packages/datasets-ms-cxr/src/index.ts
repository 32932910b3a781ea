import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const msCxr = defineDataset({
  id: 'ms-cxr',
  title: 'MS-CXR',
  summary:
    'Radiographs of MIMIC-CXR with boxes that radiologists drew for phrases of reports on eight findings.',
  citation: {
    text: 'Boecking et al.: Making the most of text semantics to improve biomedical vision-language processing, ECCV 2022',
    doi: '10.1007/978-3-031-20059-5_1',
  },
  options,
  open,
  starter: starterFor({
    use: 'ms-cxr',
    about: 'MS-CXR (Boecking et al., 2022).',
    files: { images: 'images', annotations: 'boxes' },
  }),
  annotators: { one: 'radiologist', many: 'radiologists' },
  people: { from: 'MIMIC-CXR' },
});

export default definePlugin({ name: '@camscope/datasets-ms-cxr', apiVersion: 1, contributes: [msCxr] });
