import type { Box, Raster } from '@camscope/core';
import { fillBox, type Colour } from './fill.ts';

/**
 * Draws the outline of a box into an 8-bit RGB raster. The edges are rounded to pixel borders, at least one pixel
 * apart; the line of `thickness` pixels lies inside them, and what lies outside the raster is not drawn.
 * @throws CamscopeError INTERNAL for any other raster.
 */
export function drawBox(raster: Raster, box: Box, colour: Colour, thickness = 2): void {
  const left = Math.round(box.x0);
  const top = Math.round(box.y0);
  const right = Math.max(left + 1, Math.round(box.x1));
  const bottom = Math.max(top + 1, Math.round(box.y1));
  const fill = (x0: number, y0: number, x1: number, y1: number) =>
    fillBox(raster, { x0, y0, x1, y1 }, colour);
  fill(left, top, right, Math.min(bottom, top + thickness));
  fill(left, Math.max(top, bottom - thickness), right, bottom);
  fill(left, top, Math.min(right, left + thickness), bottom);
  fill(Math.max(left, right - thickness), top, right, bottom);
}
