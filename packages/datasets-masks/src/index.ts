import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export { usualPatterns } from './pattern.ts';

export const masks = defineDataset({
  id: 'masks',
  title: 'Masks',
  summary: 'Folders of masks, one file for each finding of an image, or one for all with a grey level each.',
  citation: 'own',
  options,
  open,
  starter: starterFor({
    use: 'masks',
    about: 'images with a folder of masks for each label.',
    files: { images: 'images', annotations: 'masks' },
  }),
  annotators: { one: 'reader', many: 'readers' },
});

export default definePlugin({ name: '@camscope/datasets-masks', apiVersion: 1, contributes: [masks] });
