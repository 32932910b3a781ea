import type { Mask } from '@camscope/core';
import { addSpans, connectedSpans, type Connectivity } from './spans.ts';

/**
 * The mask with its holes filled: parts of the background that do not reach the border of the image.
 * @param connectivity of the mask; its background is connected the other way.
 */
export function fillHoles(mask: Mask, connectivity: Connectivity): Mask {
  const { width, height } = mask;
  const background = connectedSpans(mask, connectivity === 8 ? 4 : 8, 'outside');
  const holes = background.components.flatMap(({ box }, index) =>
    box.x0 > 0 && box.y0 > 0 && box.x1 < width && box.y1 < height ? [index] : [],
  );
  const data = mask.data.slice();
  addSpans(data, background, holes);
  return { width, height, data };
}
