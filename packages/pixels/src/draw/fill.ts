import { CamscopeError, type Box, type Raster } from '@camscope/core';

/** Levels from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/**
 * Fills a box of whole pixels of an 8-bit RGB raster; what lies outside is not drawn.
 * @throws CamscopeError INTERNAL for any other raster.
 */
export function fillBox({ width, height, channels, data }: Raster, box: Box, colour: Colour): void {
  if (channels !== 3 || !(data instanceof Uint8Array))
    throw new CamscopeError('INTERNAL', 'Only 8-bit RGB rasters are drawn on');
  for (let y = Math.max(0, box.y0); y < Math.min(height, box.y1); y++)
    for (let x = Math.max(0, box.x0); x < Math.min(width, box.x1); x++) data.set(colour, 3 * (y * width + x));
}
