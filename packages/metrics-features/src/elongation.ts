import { defineFeature } from '@camscope/core';
import { largestPart, NO_AREA, shapeOptions } from './largest-part.ts';
import { CHEXLOCALIZE } from './sources.ts';

/** Long over short side of the smallest rectangle around the finding's largest part; 1 for a square. */
export const elongation = defineFeature({
  id: 'elongation',
  title: 'Elongation',
  summary: "Long over short side of the smallest rectangle, at any angle, around the finding's largest part.",
  citation: CHEXLOCALIZE,
  options: shapeOptions,
  scoreDirection: 'none',
  range: [1, Infinity],
  measure(annotation, _, { connectivity }) {
    const part = largestPart(annotation, connectivity);
    const value = part ? part.rectangle.long / part.rectangle.short : Infinity;
    // A side may be too short for a quotient.
    return Number.isFinite(value) ? { value } : NO_AREA;
  },
});
