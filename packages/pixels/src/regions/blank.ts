import type { BlankReason, Segmentation } from '@camscope/core';
import type { Size } from '../size.ts';

/** What a segmenter makes of a map that says nothing. */
export function blankSegmentation({ width, height }: Size, reason: BlankReason): Segmentation {
  return {
    regions: [],
    mask: { width, height, data: new Uint8Array(width * height) },
    blank: reason,
    thresholds: [],
  };
}
