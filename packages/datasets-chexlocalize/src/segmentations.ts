import type { MaskRuns } from '@camscope/core';

/** Masks by image and task, as a segmentation file of CheXlocalize has them. */
export type Segmentations = ReadonlyMap<string, ReadonlyMap<string, MaskRuns>>;

/** Width and height of an image in pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

/** No pixel. */
export function emptyMask({ width, height }: Frame): MaskRuns {
  return { width, height, runs: [width * height] };
}

/** Number of pixels inside. */
export function areaOf({ runs }: MaskRuns): number {
  return runs.reduce((sum, run, i) => (i % 2 === 1 ? sum + run : sum), 0);
}
