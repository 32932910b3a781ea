import type { Raster } from '@camscope/core';
import type { Phantom } from './phantom.ts';

/** The phantom's image as stored: grey levels of 8 or 16 bits, halves up. */
export function rasterOf({ image, size }: Pick<Phantom, 'image' | 'size'>, bits: 8 | 16): Raster {
  const white = 2 ** bits - 1;
  const data = bits === 8 ? new Uint8Array(image.length) : new Uint16Array(image.length);
  for (let i = 0; i < data.length; i++) data[i] = Math.floor(white * image[i] + 0.5);
  return { width: size, height: size, channels: 1, data, white };
}
