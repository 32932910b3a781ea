import type { Box, Heatmap, Raster } from '@camscope/core';
import { drawBox, overlay, type ColourMapName } from '@camscope/pixels';

const BOX_COLOUR = [255, 255, 255] as const;

/**
 * A map over its image, with boxes in white.
 * @returns 8-bit RGB of the image's size.
 */
export function pictureOf(
  base: Raster,
  map: Heatmap,
  colourMap: ColourMapName,
  boxes: readonly Box[] = [],
): Raster {
  const picture = overlay(base, map, { colourMap });
  const thickness = Math.max(2, Math.round(Math.min(base.width, base.height) / 256));
  for (const box of boxes) drawBox(picture, box, BOX_COLOUR, thickness);
  return picture;
}
