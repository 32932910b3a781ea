import { defineFilter, definePlugin } from '@camscope/core';
import { gaussianFilter, inPixels, renormalised } from '@camscope/pixels';
import { options } from './options.ts';

export const gaussian = defineFilter({
  id: 'gaussian',
  title: 'Gaussian smoothing',
  summary: 'Smooths a map with a Gaussian.',
  citation: 'common',
  options,
  filter: (map, { sigma, unit, truncate, border, renormalise }) =>
    renormalised(gaussianFilter(map, inPixels(sigma, unit, map.width), truncate, border), renormalise),
});

export default definePlugin({ name: '@camscope/filters-gaussian', apiVersion: 1, contributes: [gaussian] });
