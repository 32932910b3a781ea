import { CamscopeError, type MaskRuns, type Raster } from '@camscope/core';
import type { NamedFile } from '@camscope/datasets-common';
import { readBytes } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { runsOfMask, toGrey } from '@camscope/pixels';

/**
 * The mask in an image file: inside is what is nearer to white than to black.
 * @throws CamscopeError FILE_UNREADABLE, IMAGE_INVALID, INTERRUPTED.
 */
export async function readLungMask({ path, reading }: NamedFile): Promise<MaskRuns> {
  return whiteOf(toGrey(await sharpCodec.decode(await readBytes(path, reading), path)));
}

/** @throws CamscopeError DATA_INVALID for masks of different sizes. */
export function requireSameSize(id: string, left: MaskRuns, right: MaskRuns): void {
  if (left.width === right.width && left.height === right.height) return;
  throw new CamscopeError('DATA_INVALID', `The masks of '${id}' are of different sizes`, {
    found: `left ${left.width}×${left.height}, right ${right.width}×${right.height}`,
    fix: 'Get the masks again',
  });
}

function whiteOf({ width, height, data: grey, white }: Raster): MaskRuns {
  const data = new Uint8Array(grey.length);
  for (let i = 0; i < data.length; i++) data[i] = 2 * grey[i] > white ? 1 : 0;
  return runsOfMask({ width, height, data });
}
