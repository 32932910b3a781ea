import { defineFeature, type Feature } from '@camscope/core';
import { annotatedMask, maskArea } from '@camscope/pixels';
import { CHEXLOCALIZE } from './sources.ts';

/** Share of the image's pixels that are annotated: in the mask, else the outlines, else the boxes. */
export const areaRatio: Feature = defineFeature({
  id: 'area-ratio',
  title: 'Area ratio',
  summary: 'Share of the image that is annotated.',
  citation: CHEXLOCALIZE,
  scoreDirection: 'none',
  range: [0, 1],
  measure(annotation, { width, height }) {
    return { value: maskArea(annotatedMask(annotation, width, height)) / (width * height) };
  },
});
