import { invalidImage } from './invalid.ts';

/** Images with more pixels (8192 × 8192) are refused before anything is decoded. */
export const MAX_PIXELS = 2 ** 26;

/** @throws CamscopeError IMAGE_INVALID for an image without pixels, or with too many. */
export function checkSize(name: string, width: number, height: number): void {
  if (width * height > 0 && width * height <= MAX_PIXELS) return;
  throw invalidImage(
    name,
    `an image of ${width} × ${height} pixels`,
    `Give an image of at least 1 and at most ${MAX_PIXELS} pixels`,
  );
}
