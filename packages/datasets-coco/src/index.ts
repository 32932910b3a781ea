import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const coco = defineDataset({
  id: 'coco',
  title: 'COCO',
  summary: "Any data annotated in COCO's format, with boxes, polygons and run lengths.",
  citation: {
    text: 'Lin et al.: Microsoft COCO: Common objects in context, ECCV 2014',
    doi: '10.1007/978-3-319-10602-1_48',
  },
  options,
  open,
  starter: starterFor({
    use: 'coco',
    about: 'images with annotations in the format of COCO.',
    files: { images: 'images', annotations: 'annotations' },
  }),
  annotators: { one: 'reader', many: 'readers' },
});

export default definePlugin({ name: '@camscope/datasets-coco', apiVersion: 1, contributes: [coco] });
