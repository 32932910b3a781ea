import { defineDataset, definePlugin } from '@camscope/core';
import { starterFor } from '@camscope/datasets-common';
import { open } from './open.ts';
import { options } from './options.ts';
import { thresholdGrid, tuneThresholds } from './tune/thresholds.ts';
import { chexlocalizeSegmentations } from './write/segmentations.ts';

export * from './tasks.ts';
export { areaOf, emptyMask, type Frame, type Segmentations } from './segmentations.ts';
export { parseAnnotations, type AnnotationFile, type OutlinedImage } from './read/annotations.ts';
export { parseSegmentations, type SegmentationFile } from './read/segmentations.ts';
export { parsePoints, type Points } from './read/points.ts';
export * from './write/segmentations.ts';
export * from './write/tables.ts';
export * from './evaluate/evaluate.ts';
export * from './evaluate/bootstrap.ts';
export * from './evaluate/pixels.ts';
export { hitValues, iouValues, type Subset, subsets, type TaskValues } from './evaluate/values.ts';
export * from './tune/thresholds.ts';
export * from './tune/cutoffs.ts';

export const chexlocalize = defineDataset({
  id: 'chexlocalize',
  title: 'CheXlocalize',
  summary:
    "CheXpert's validation and test radiographs with radiologists' outlines of ten findings, drawn by one or several " +
    'readers.',
  citation: {
    text:
      'Saporta et al.: Benchmarking saliency methods for chest X-ray interpretation, Nat. Mach. Intell. ' +
      '4:867-878, 2022',
    doi: '10.1038/s42256-022-00536-x',
  },
  options,
  open,
  starter: starterFor({
    use: 'chexlocalize',
    about: 'CheXlocalize (Saporta et al., 2022).',
    files: { images: 'images', annotations: 'annotations', labels: 'labels' },
  }),
  annotators: { one: 'radiologist', many: 'radiologists' },
  people: { from: 'CheXpert' },
  tuning: { grid: thresholdGrid, tune: tuneThresholds },
  writeMasks: chexlocalizeSegmentations,
});

export default definePlugin({
  name: '@camscope/datasets-chexlocalize',
  apiVersion: 1,
  contributes: [chexlocalize],
});
