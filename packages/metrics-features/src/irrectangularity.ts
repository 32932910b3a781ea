import { defineFeature } from '@camscope/core';
import { largestPart, NO_AREA, shapeOptions } from './largest-part.ts';
import { CHEXLOCALIZE } from './sources.ts';

/** Share of the smallest rectangle around the finding's largest part that the part leaves empty; 0 for a box. */
export const irrectangularity = defineFeature({
  id: 'irrectangularity',
  title: 'Irrectangularity',
  summary:
    "Share of the smallest rectangle, at any angle, around the finding's largest part that it leaves empty.",
  citation: CHEXLOCALIZE,
  options: shapeOptions,
  scoreDirection: 'none',
  range: [0, 1],
  measure(annotation, _, { connectivity }) {
    const part = largestPart(annotation, connectivity);
    if (!part) return NO_AREA;
    const { long, short } = part.rectangle;
    return { value: Math.max(0, 1 - part.area / (long * short)) };
  },
});
