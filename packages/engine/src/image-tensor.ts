import { floatTensor, sizeOf, type FloatTensor, type Raster } from '@camscope/core';
import { normalise } from '@camscope/pixels';
import type { Network } from './network.ts';

/** An image for a network: its input, float32 [C,H,W], or what `fit` has made of a raster, which is normalised on the way. */
export type ExplainImage = FloatTensor | Raster;

/** The network's input, float32 [C,H,W]. */
export function tensorOf(image: ExplainImage, { preprocessing }: Network): FloatTensor {
  return isFitted(image) ? normalise(image, preprocessing) : image;
}

export function isFitted(image: ExplainImage): image is Raster {
  return 'white' in image;
}

/** An image of zeros. */
export function blankImage({ preprocessing }: Network, fitted: boolean): ExplainImage {
  const { size, channels } = preprocessing;
  const [height, width] = size;
  if (fitted) return { width, height, channels: 1, white: 255, data: new Uint8Array(width * height) };
  const dims = [channels, height, width];
  return floatTensor(new Float32Array(sizeOf(dims)), dims);
}
