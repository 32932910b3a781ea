import type { Box, ImageCodec, Raster } from '@camscope/core';
import { resizeRaster } from '@camscope/pixels';
import type { Mark, Picture } from '../data.ts';
import { base64 } from '../text/base64.ts';
import { drawOutline, drawRing } from './outline.ts';

/** Longer side of a picture on its own, and in the page, in pixels. */
export const SIDE = 512;
const THUMBNAIL = 208;
const QUALITY = 82;
/** Of outlines. */
const LINE = { large: 3, small: 2 };

/** A box, or a fixation with its share of the longest one, in pixels of the picture on its own. */
export type Drawn =
  | { readonly what: Exclude<Mark, 'gaze'>; readonly box: Box }
  | { readonly what: 'gaze'; readonly at: readonly [x: number, y: number]; readonly share: number };

/** Radius of the longest fixation's ring, and of a moment's, whose areas are as their durations. */
const RING = { longest: 11, least: 3 };

/** A picture in both sizes, with outlines of the same width on the screen. */
export async function pictureOf(
  about: Pick<Picture, 'label' | 'note' | 'method'>,
  name: string,
  shown: Raster,
  drawn: readonly Drawn[],
  codec: ImageCodec,
): Promise<Picture> {
  const share = THUMBNAIL / SIDE;
  const [width, height] = [shown.width, shown.height].map((side) => Math.max(1, Math.round(share * side)));
  const small = resizeRaster(shown, width, height);
  const [large, thumbnail] = await Promise.all([
    codec.encodeJpeg(outlined(shown, drawn, 1, LINE.large), QUALITY),
    codec.encodeJpeg(outlined(small, drawn, share, LINE.small), QUALITY),
  ]);
  return { ...about, source: `data:image/jpeg;base64,${base64(thumbnail)}`, large: { name, jpeg: large } };
}

function outlined(raster: Raster, drawn: readonly Drawn[], scale: number, line: number): Raster {
  const canvas = { ...raster, data: raster.data.slice() };
  for (const one of drawn) {
    if (one.what === 'gaze') {
      const radius = Math.max(RING.least, RING.longest * Math.sqrt(one.share)) * scale;
      drawRing(canvas, [one.at[0] * scale, one.at[1] * scale], Math.max(2, radius), line - 1);
      continue;
    }
    const { box, what } = one;
    const [x0, y0, x1, y1] = [box.x0, box.y0, box.x1, box.y1].map((edge) => edge * scale);
    drawOutline(canvas, { x0, y0, x1, y1 }, what, line);
  }
  return canvas;
}
