import { isCamscopeError, messageOf, type Raster } from '@camscope/core';
import { checkSize, invalidImage, withoutEqualChannels } from '@camscope/images-common';
import { readJpegHeader } from './header.ts';

/**
 * A JPEG of 8 bits by the browser's decoder: upright as its EXIF says, without applying a colour profile, grey when its channels
 * are equal.
 * @throws CamscopeError IMAGE_INVALID.
 */
export async function decodeJpeg(bytes: Uint8Array, name: string): Promise<Raster> {
  try {
    const { width, height, components, precision } = readJpegHeader(bytes);
    checkSize(name, width, height);
    if (precision !== 8 || (components !== 1 && components !== 3)) {
      const found = `an image of ${components} channels of ${precision} bits`;
      throw invalidImage(name, found, 'Convert it to one grey or RGB image of 8 bits');
    }
    return withoutEqualChannels(await decoded(bytes));
  } catch (error) {
    if (isCamscopeError(error)) throw error;
    throw invalidImage(name, `a damaged JPEG file: ${messageOf(error).trim()}`, 'Get the file again', error);
  }
}

async function decoded(bytes: Uint8Array): Promise<Raster> {
  const bitmap = await createImageBitmap(new Blob([bytes.slice()], { type: 'image/jpeg' }), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
    imageOrientation: 'from-image',
  });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const rgba = context.getImageData(0, 0, width, height).data;
  const data = new Uint8Array(3 * width * height);
  for (let i = 0, from = 0; i < data.length; i += 3, from += 4) {
    data[i] = rgba[from];
    data[i + 1] = rgba[from + 1];
    data[i + 2] = rgba[from + 2];
  }
  return { width, height, channels: 3, data, white: 255 };
}
