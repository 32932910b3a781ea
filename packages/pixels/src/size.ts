import type { Box } from '@camscope/core';

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The box of all pixels. */
export function wholeOf({ width, height }: Size): Box {
  return { x0: 0, y0: 0, x1: width, y1: height };
}

/** A box in the pixels of one image, in those of another image of the same view. */
export function scaleBox(box: Box, from: Size, to: Size): Box {
  const x = to.width / from.width;
  const y = to.height / from.height;
  return { x0: box.x0 * x, y0: box.y0 * y, x1: box.x1 * x, y1: box.y1 * y };
}
