import { boxArea, defineFeature, type Feature } from '@camscope/core';
import { annotatedBoxes } from '@camscope/pixels';
import { CHEXLOCALIZE } from './sources.ts';

/** How many outlines or, where there are none, boxes the reader drew; of a mask alone, its 8-connected parts. */
export const numberOfRegions: Feature = defineFeature({
  id: 'number-of-regions',
  title: 'Number of regions',
  summary: 'How many places the reader marked.',
  citation: CHEXLOCALIZE,
  scoreDirection: 'none',
  range: [0, Infinity],
  measure(annotation) {
    const { contours } = annotation;
    if (contours) return { value: contours.length };
    return { value: annotatedBoxes(annotation).filter((box) => boxArea(box) > 0).length };
  },
});
