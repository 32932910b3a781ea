import type { Heatmap, Mask } from '@camscope/core';
import { cutOptions, fillHoles, findCut, maskOfCut } from '@camscope/pixels';
import { z } from 'zod';
import { largestPart } from './binary.ts';

/** The body begins at this share of Otsu's threshold, which itself parts what is dense from lungs and air. */
const SHARE_OF_OTSU = 0.5;

const otsu = z.strictObject(cutOptions).parse({ method: 'otsu' });

/** The largest bright part of a radiograph in [0, 1], filled; all of one that is evenly grey. */
export function findBody(grey: Heatmap): Mask {
  const cut = findCut(grey, otsu);
  const { width, height } = grey;
  if (typeof cut === 'string') return { width, height, data: new Uint8Array(width * height).fill(1) };
  const bright = maskOfCut(grey, { ...cut, edge: SHARE_OF_OTSU * cut.threshold });
  return largestPart(fillHoles(bright, 8));
}
