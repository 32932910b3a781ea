import { CamscopeError, type MaskRuns, type Raster } from '@camscope/core';
import type { Frame } from '@camscope/datasets-common';
import { runsOfMask } from '@camscope/pixels';

/**
 * The pixels of a grey raster whose level passes, on an image of that size: where the raster is of another size but of its shape, by the
 * nearest pixel.
 */
export function runsWhere(
  { width, height, data }: Raster,
  frame: Frame,
  passes: (level: number) => boolean,
): MaskRuns {
  const inside = new Uint8Array(frame.width * frame.height);
  const columns = Int32Array.from({ length: frame.width }, (_, x) =>
    Math.floor(((x + 0.5) * width) / frame.width),
  );
  for (let y = 0; y < frame.height; y++) {
    const row = Math.floor(((y + 0.5) * height) / frame.height) * width;
    for (let x = 0; x < frame.width; x++) if (passes(data[row + columns[x]])) inside[y * frame.width + x] = 1;
  }
  return runsOfMask({ ...frame, data: inside });
}

/**
 * Whether a mask must be resized to its image.
 * @throws CamscopeError DATA_INVALID for one that is in colour or has another shape.
 */
export function mustResize({ width, height, channels }: Raster, frame: Frame, path: string): boolean {
  if (channels !== 1)
    throw wrong(
      path,
      'a grey image',
      'colours',
      'Convert it to grey levels; for several labels, one level each',
    );
  if (width === frame.width && height === frame.height) return false;
  // Rounded to whole pixels, one side or the other is off by less than one.
  const off = Math.min(
    Math.abs(width - (frame.width * height) / frame.height),
    Math.abs(height - (frame.height * width) / frame.width),
  );
  if (off < 1) return true;
  throw wrong(
    path,
    `${frame.width} × ${frame.height}, as its image is, or of that shape`,
    `${width} × ${height}`,
    'Make the mask of the image at hand',
  );
}

function wrong(at: string, asked: string, found: string, fix: string): CamscopeError {
  return new CamscopeError('DATA_INVALID', 'Not the mask of an image', { at, asked, found, fix });
}
