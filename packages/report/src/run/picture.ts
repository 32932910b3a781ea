import type { Box, ImageCodec, Raster } from '@camscope/core';
import { resizeRaster } from '@camscope/pixels';
import type { Picture } from '../data.ts';
import { base64 } from '../text/base64.ts';
import { drawOutline, type Outline } from './outline.ts';

/** Longer side of a picture on its own, and in the page, in pixels. */
export const SIDE = 512;
const THUMBNAIL = 208;
const QUALITY = 82;
/** Of outlines. */
const LINE = { large: 3, small: 2 };

/** A box, in pixels of the picture on its own. */
export interface Drawn {
  readonly box: Box;
  readonly what: Outline;
}

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
  for (const { box, what } of drawn) {
    const [x0, y0, x1, y1] = [box.x0, box.y0, box.x1, box.y1].map((edge) => edge * scale);
    drawOutline(canvas, { x0, y0, x1, y1 }, what, line);
  }
  return canvas;
}
