import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';

export const yolo = defineDataset({
  id: 'yolo',
  title: 'YOLO',
  summary: "Any data annotated in YOLO's text files, with boxes and outlines.",
  citation: {
    text: 'Ultralytics: Detection and segmentation datasets',
    url: 'https://docs.ultralytics.com/datasets',
  },
  options,
  open,
  starter: starterFor({
    use: 'yolo',
    about: "images with annotations in YOLO's text files.",
    files: {
      images: 'images',
      annotations: (folder) => ({ annotations: folder, names: `${folder}/classes.txt` }),
      labels: 'names',
    },
  }),
  annotators: { one: 'reader', many: 'readers' },
});

export default definePlugin({ name: '@camscope/datasets-yolo', apiVersion: 1, contributes: [yolo] });
