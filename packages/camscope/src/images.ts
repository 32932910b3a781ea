import { resolve } from 'node:path';
import { about, fittedTo, inputsIn, type LoadedInput } from '@camscope/cli/parts';
import { CamscopeError, type ImageCodec, type Preprocessing } from '@camscope/core';
import type { Image } from './options.ts';

/** An image, fitted to the network. */
export interface LoadedImage extends LoadedInput {
  /** The file's path as it was given; '' for a decoded image. */
  readonly image: string;
}

export function loadImages(
  images: readonly Image[],
  preprocessing: Preprocessing,
  codec: ImageCodec,
): Promise<LoadedImage[]> {
  return Promise.all(images.map((image) => loadImage(image, preprocessing, codec)));
}

/** @throws CamscopeError FILE_UNREADABLE, IMAGE_INVALID, DATA_INVALID, CONFIG_INVALID, naming the file. */
export async function loadImage(
  image: Image,
  preprocessing: Preprocessing,
  codec: ImageCodec,
): Promise<LoadedImage> {
  if (typeof image !== 'string') return { image: '', ...fittedTo(preprocessing, image) };
  try {
    const [input, ...others] = await inputsIn({ image, path: resolve(image), stem: '' });
    if (others.length > 0)
      throw new CamscopeError('CONFIG_INVALID', 'The tensor is not of one image', {
        found: `${others.length + 1} images`,
        fix: 'Save each as [C,H,W]',
      });
    return { image, ...(await input.load(Promise.resolve({ preprocessing }), codec)) };
  } catch (error) {
    throw about(error, image);
  }
}
