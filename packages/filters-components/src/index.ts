import { defineFilter, definePlugin } from '@camscope/core';
import { filter } from './filter.ts';
import { options } from './options.ts';

export const components = defineFilter({
  id: 'components',
  title: 'Removal of small components',
  summary:
    'Cuts a map at a threshold and sets to 0 the connected parts above that are too small, or beyond a number.',
  citation: 'common',
  options,
  filter,
});

export default definePlugin({
  name: '@camscope/filters-components',
  apiVersion: 1,
  contributes: [components],
});
