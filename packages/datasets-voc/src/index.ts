import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const voc = defineDataset({
  id: 'voc',
  title: 'Pascal VOC',
  summary: "Any data annotated in Pascal VOC's XML files, with boxes.",
  citation: {
    text: 'Everingham et al.: The Pascal visual object classes (VOC) challenge, Int. J. Comput. Vis. 88:303-338, 2010',
    doi: '10.1007/s11263-009-0275-4',
  },
  options,
  open,
  starter: starterFor({
    use: 'voc',
    about: "images with annotations in Pascal VOC's XML files.",
    files: { images: 'images', annotations: 'annotations' },
  }),
  annotators: { one: 'reader', many: 'readers' },
});

export default definePlugin({ name: '@camscope/datasets-voc', apiVersion: 1, contributes: [voc] });
