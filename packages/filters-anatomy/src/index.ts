import { defineFilter, definePlugin } from '@camscope/core';
import { filter } from './filter.ts';
import { options } from './options.ts';

export const anatomy = defineFilter({
  id: 'anatomy',
  title: 'Restriction to anatomy',
  summary:
    'Keeps heat inside a mask: from a file for each image, or a rough one of the body, the thorax or the lungs that is ' +
    'found in the radiograph by its grey values.',
  citation: 'own',
  options,
  needs: 'image',
  file: ({ file }) => file,
  filter,
});

export { findAnatomy } from './anatomy.ts';

export default definePlugin({ name: '@camscope/filters-anatomy', apiVersion: 1, contributes: [anatomy] });
