import type { Mask } from '@camscope/core';
import { connect, type Connectivity, spansOfComponents } from './connect.ts';
import { maskOf, type Spans, spansOfMask, spansOutside } from './spans.ts';

/**
 * The mask with its holes filled: parts of the background that do not reach the border of the image.
 * @param connectivity of the mask; its background is connected the other way.
 */
export function fillHoles(mask: Mask, connectivity: Connectivity): Mask {
  return maskOf(withHolesFilled(spansOfMask(mask), connectivity));
}

/** The same of pixels as spans. */
export function withHolesFilled(spans: Spans, connectivity: Connectivity): Spans {
  const { width, height } = spans;
  const background = connect(spansOutside(spans), connectivity === 8 ? 4 : 8);
  const outer = background.components.flatMap(({ box }, index) =>
    box.x0 > 0 && box.y0 > 0 && box.x1 < width && box.y1 < height ? [] : [index],
  );
  return outer.length === background.components.length
    ? spans
    : spansOutside(spansOfComponents(background, outer));
}
