import { type Box, CamscopeError, type Mask } from '@camscope/core';
import { areaInCommon, areaOf, spansOfMask } from './spans.ts';

/** Number of pixels inside a mask, which change no more. */
export function maskArea(mask: Mask): number {
  return areaOf(spansOfMask(mask));
}

/** Number of pixels inside both of two masks of one size, which change no more. */
export function commonArea(a: Mask, b: Mask): number {
  return areaInCommon(spansOfMask(a), spansOfMask(b));
}

/**
 * Intersection over union in [0, 1]; 0 when both masks are empty.
 * @throws CamscopeError INTERNAL when their sizes differ.
 */
export function maskIou(a: Mask, b: Mask): number {
  if (a.width !== b.width || a.height !== b.height) {
    throw new CamscopeError('INTERNAL', 'Masks of different sizes have no IoU', {
      found: `${a.width}×${a.height} and ${b.width}×${b.height}`,
    });
  }
  const intersection = commonArea(a, b);
  const union = maskArea(a) + maskArea(b) - intersection;
  return union > 0 ? intersection / union : 0;
}

/** The pixels whose centres are inside the half-open box. What lies outside the image is cut off. */
export function rasteriseBox(box: Box, width: number, height: number): Mask {
  return rasteriseBoxes([box], width, height);
}

/** The pixels whose centres are inside at least one of the half-open boxes. */
export function rasteriseBoxes(boxes: readonly Box[], width: number, height: number): Mask {
  const data = new Uint8Array(width * height);
  for (const box of boxes) {
    const x0 = firstPixel(box.x0, width);
    const x1 = firstPixel(box.x1, width);
    if (x1 <= x0) continue;
    for (let y = firstPixel(box.y0, height); y < firstPixel(box.y1, height); y++) {
      data.fill(1, y * width + x0, y * width + x1);
    }
  }
  return { width, height, data };
}

/** The first pixel whose centre is at or after `edge`, within [0, size]. */
function firstPixel(edge: number, size: number): number {
  return Math.min(size, Math.max(0, Math.ceil(edge - 0.5)));
}
