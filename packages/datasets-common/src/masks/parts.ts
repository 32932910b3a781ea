import type { Box, MaskRuns } from '@camscope/core';
import { connectedSpans } from '@camscope/pixels';
import { columnSpans } from './spans.ts';

/** Tight boxes around the parts of a mask (8-connected), left to right, without a raster of the whole image. */
export function boxesOfParts(mask: MaskRuns): Box[] {
  const spans = columnSpans(mask);
  if (spans.length === 0) return [];
  const left = spans[0].x;
  const right = spans[spans.length - 1].x + 1;
  const top = spans.reduce((least, { y0 }) => Math.min(least, y0), mask.height);
  const bottom = spans.reduce((most, { y1 }) => Math.max(most, y1), 0);
  // On its side, so that a column of the mask is a row here.
  const [width, height] = [bottom - top, right - left];
  const data = new Uint8Array(width * height);
  for (const { x, y0, y1 } of spans)
    data.fill(1, (x - left) * width + y0 - top, (x - left) * width + y1 - top);
  return connectedSpans({ width, height, data }, 8).components.map(({ box }) => ({
    x0: left + box.y0,
    y0: top + box.x0,
    x1: left + box.y1,
    y1: top + box.x1,
  }));
}
