import type { Sample } from '@camscope/core';
import { MAX_PIXELS } from '@camscope/images-common';
import { type NamedFile, readBytes, readHead } from '../files.ts';

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
export async function frameOf(file: NamedFile): Promise<Frame> {
  const { path, codec } = file;
  const told = codec.sizeOf && (await codec.sizeOf(await readHead(file, HEAD), path));
  if (told) return told;
  const { width, height } = await codec.decode(await readBytes(file), path);
  return { width, height };
}
