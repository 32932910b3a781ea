import { defineModel, definePlugin } from '@camscope/core';
import { recogniseSwin } from './recognise.ts';

export const swin = defineModel({
  id: 'swin',
  title: 'Swin transformer',
  summary: 'Swin of either version and any size, recognised by its attention within windows.',
  citation: {
    text: 'Liu et al.: Swin Transformer: Hierarchical Vision Transformer using Shifted Windows. ICCV 2021',
    doi: '10.1109/ICCV48922.2021.00986',
    arxiv: '2103.14030',
  },
  recognise: recogniseSwin,
});

export default definePlugin({ name: '@camscope/models-swin', apiVersion: 1, contributes: [swin] });
