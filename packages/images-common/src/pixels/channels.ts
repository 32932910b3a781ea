import type { Raster } from '@camscope/core';

/** Decoded samples, whose second or fourth channel is alpha. */
export interface Pixels extends Omit<Raster, 'channels' | 'data'> {
  readonly channels: 1 | 2 | 3 | 4;
  readonly data: Uint8Array | Uint16Array;
}

/** The image over black: each sample times its alpha, rounded. */
export function withoutAlpha(pixels: Pixels): Raster {
  const { width, height, channels, data, white } = pixels;
  if (channels === 1 || channels === 3) return { ...pixels, channels };
  const kept = channels === 2 ? 1 : 3;
  const opaque = data.slice(0, width * height * kept);
  for (let i = 0; i < width * height; i++) {
    const alpha = data[channels * i + kept] / white;
    for (let c = 0; c < kept; c++) opaque[kept * i + c] = data[channels * i + c] * alpha + 0.5;
  }
  return { width, height, channels: kept, data: opaque, white };
}

/** One channel where all three are equal everywhere; any other raster as it is. */
export function withoutEqualChannels(raster: Raster): Raster {
  const { data, channels } = raster;
  if (channels === 1) return raster;
  for (let i = 0; i < data.length; i += 3) {
    if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return raster;
  }
  const grey = data.slice(0, data.length / 3);
  for (let i = 0; i < grey.length; i++) grey[i] = data[3 * i];
  return { ...raster, channels: 1, data: grey };
}
