import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const padChestGr = defineDataset({
  id: 'padchest-gr',
  title: 'PadChest-GR',
  summary:
    'Radiographs of PadChest with boxes that one or two radiologists drew for each sentence of the report on what is there.',
  citation: {
    text: 'Castro et al.: PadChest-GR: A bilingual chest X-ray dataset for grounded radiology report generation, 2024',
    arxiv: '2411.05085',
  },
  options,
  open,
  starter: starterFor({
    use: 'padchest-gr',
    about: 'PadChest-GR (Castro et al., 2024).',
    files: { images: 'images', annotations: 'reports', labels: 'table' },
  }),
  annotators: { one: 'radiologist', many: 'radiologists' },
  people: { from: 'PadChest' },
});

export default definePlugin({
  name: '@camscope/datasets-padchest-gr',
  apiVersion: 1,
  contributes: [padChestGr],
});
