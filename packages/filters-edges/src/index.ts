import { defineFilter, definePlugin } from '@camscope/core';
import { filter } from './filter.ts';
import { options } from './options.ts';

export const edges = defineFilter({
  id: 'edges',
  title: 'Border suppression',
  summary: 'Fades heat near the border of the image, where padding, collimator edges and markers draw it.',
  citation: 'own',
  options,
  filter,
});

export default definePlugin({ name: '@camscope/filters-edges', apiVersion: 1, contributes: [edges] });
