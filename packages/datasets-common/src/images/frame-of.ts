import type { Sample } from '@camscope/core';
import { readBytes, readHead, type ReadOptions } from '@camscope/files-node';
import { headerSize, MAX_PIXELS, sharpCodec } from '@camscope/images';

export type Frame = Sample['frame'];

/** The size that these sides are; undefined where no image of that size can be read. */
export function asFrame(width: unknown, height: unknown): Frame | undefined {
  return isSide(width) && isSide(height) && width * height <= MAX_PIXELS ? { width, height } : undefined;
}

function isSide(side: unknown): side is number {
  return typeof side === 'number' && Number.isInteger(side) && side > 0;
}

/** Enough for the header of most DICOM files. */
const HEAD = 2 ** 16;

/**
 * Width and height of an image, by its header where that tells, else decoded.
 * @throws CamscopeError FILE_UNREADABLE, IMAGE_INVALID, INTERRUPTED.
 */
export async function frameOf(path: string, reading: ReadOptions): Promise<Frame> {
  const head = await readHead(path, HEAD, reading);
  const told = await headerSize(head, path);
  if (told) return told;
  const { width, height } = await sharpCodec.decode(await readBytes(path, reading), path);
  return { width, height };
}
