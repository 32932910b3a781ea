import { formatOf } from '@camscope/images-common';

/**
 * Width and height of an image as it is decoded, told by its header.
 * @param head the file's first bytes, at least 256 or all; of DICOM, what is before the pixels.
 * @param path from which libraries read more where `head` is not enough.
 * @returns undefined where the header does not tell.
 */
export async function headerSize(
  head: Uint8Array,
  path: string,
): Promise<{ readonly width: number; readonly height: number } | undefined> {
  const format = formatOf(head);
  if (format === undefined) return undefined;
  if (format === 'dicom') {
    const { dicomHeaderSize } = await import('@camscope/images-common/header-size');
    return dicomHeaderSize(head, path);
  }
  const { default: sharp } = await import('sharp');
  const header = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
  return header && { width: header.autoOrient.width, height: header.autoOrient.height };
}
