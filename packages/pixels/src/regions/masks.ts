import { type Box, CamscopeError, type Mask } from '@camscope/core';

/** Number of pixels inside. */
export function maskArea(mask: Mask): number {
  return commonArea(mask, mask);
}

/** Number of pixels inside both of two masks of one size. */
export function commonArea({ data: a }: Mask, { data: b }: Mask): number {
  const isAligned = a.byteOffset % 4 === 0 && b.byteOffset % 4 === 0;
  const words = isAligned ? a.length >>> 2 : 0;
  let area = wordsInCommon(a, b, words);
  for (let i = 4 * words; i < a.length; i++) area += a[i] & b[i];
  return area;
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

/** The same of the first so many words of four pixels: 255 of them are added up before a byte overflows. */
function wordsInCommon(a: Uint8Array, b: Uint8Array, words: number): number {
  if (words === 0) return 0;
  const wordsA = new Int32Array(a.buffer, a.byteOffset, words);
  const wordsB = new Int32Array(b.buffer, b.byteOffset, words);
  let area = 0;
  for (let start = 0; start < words; start += 255) {
    const end = Math.min(words, start + 255);
    let sums = 0;
    for (let i = start; i < end; i++) sums = (sums + (wordsA[i] & wordsB[i])) | 0;
    area += (sums & 255) + ((sums >>> 8) & 255) + ((sums >>> 16) & 255) + (sums >>> 24);
  }
  return area;
}
