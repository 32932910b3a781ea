import type { Sample } from '@camscope/core';
import { readBytes, readHead, type ReadOptions } from '@camscope/files-node';
import { headerSize, sharpCodec } from '@camscope/images';

export type Frame = Sample['frame'];

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
