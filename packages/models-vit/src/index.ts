import { defineModel, definePlugin } from '@camscope/core';
import { recogniseVit } from './recognise.ts';

export const vit = defineModel({
  id: 'vit',
  title: 'Vision transformer',
  summary: 'ViT, DeiT and DINOv2 of any size, with or without registers, recognised by their attention.',
  citation: {
    text: 'Dosovitskiy et al.: An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale. ICLR 2021',
    arxiv: '2010.11929',
  },
  recognise: recogniseVit,
});

export default definePlugin({ name: '@camscope/models-vit', apiVersion: 1, contributes: [vit] });
