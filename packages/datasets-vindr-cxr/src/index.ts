import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const vindrCxr = defineDataset({
  id: 'vindr-cxr',
  title: 'VinDr-CXR',
  summary:
    'Frontal radiographs of two hospitals in Vietnam, with boxes that three radiologists drew on each of 15,000 and five agreed on in ' +
    '3,000.',
  citation: {
    text: "Nguyen et al.: VinDr-CXR: An open dataset of chest X-rays with radiologist's annotations, Sci. Data 9:429, 2022",
    doi: '10.1038/s41597-022-01498-w',
  },
  options,
  open,
  starter: starterFor({
    use: 'vindr-cxr',
    about: 'VinDr-CXR (Nguyen et al., 2022).',
    files: { images: 'images', annotations: 'train', labels: 'trainLabels' },
  }),
  annotators: { one: 'radiologist', many: 'radiologists' },
});

export default definePlugin({
  name: '@camscope/datasets-vindr-cxr',
  apiVersion: 1,
  contributes: [vindrCxr],
});
