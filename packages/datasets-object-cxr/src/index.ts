import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const objectCxr = defineDataset({
  id: 'object-cxr',
  title: 'Object-CXR',
  summary: 'Radiographs with and without foreign objects, which radiologists outlined.',
  citation: {
    text: 'JF Healthcare: Object-CXR, automatic detection of foreign objects on chest X-rays, MIDL 2020',
    url: 'https://github.com/hlk-1135/object-CXR',
  },
  options,
  open,
  starter: starterFor({
    use: 'object-cxr',
    about: 'Object-CXR.',
    files: { images: 'images', annotations: 'train' },
  }),
  annotators: { one: 'radiologist', many: 'radiologists' },
});

export default definePlugin({
  name: '@camscope/datasets-object-cxr',
  apiVersion: 1,
  contributes: [objectCxr],
});
