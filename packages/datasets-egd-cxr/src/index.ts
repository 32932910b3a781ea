import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const egdCxr = defineDataset({
  id: 'egd-cxr',
  title: 'EGD-CXR',
  summary:
    'Where a radiologist looked on 1,083 radiographs of MIMIC-CXR: normal, with pneumonia, with heart failure.',
  citation: {
    text: 'Karargyris et al.: Creation and validation of a chest X-ray dataset with eye-tracking and report dictation for AI development, Sci. Data 8:92, 2021',
    doi: '10.1038/s41597-021-00863-5',
  },
  options,
  open,
  starter: starterFor({
    use: 'egd-cxr',
    about: 'EGD-CXR (Karargyris et al., 2021).',
    files: {
      images: 'images',
      annotations: (folder) => ({
        cases: `${folder}/master_sheet.csv`,
        fixations: `${folder}/fixations.csv`,
      }),
    },
    metrics: ['ncc', 'kl', 'nss', 'shuffled-auc'],
  }),
  annotators: { one: 'radiologist', many: 'radiologists' },
  people: { from: 'MIMIC-CXR' },
});

export default definePlugin({
  name: '@camscope/datasets-egd-cxr',
  apiVersion: 1,
  contributes: [egdCxr],
});
