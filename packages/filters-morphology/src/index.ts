import { defineFilter, definePlugin } from '@camscope/core';
import { filter } from './filter.ts';
import { options } from './options.ts';

export const morphology = defineFilter({
  id: 'morphology',
  title: 'Grey-scale morphology',
  summary: 'Erodes, dilates, opens or closes a map, or keeps what opening takes away.',
  citation: {
    text: 'Sternberg: Grayscale morphology, Comput. Vis. Graph. Image Process. 35(3):333-355, 1986',
    doi: '10.1016/0734-189X(86)90004-6',
  },
  options,
  filter,
});

export default definePlugin({
  name: '@camscope/filters-morphology',
  apiVersion: 1,
  contributes: [morphology],
});
