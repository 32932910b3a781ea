import type { Raster } from '@camscope/core';

/** ITU-R 601-2 luma in the 16-bit fixed point of Pillow's conversion to mode L. */
const LUMA = [19595 / 65536, 38470 / 65536, 7471 / 65536] as const;

/** One channel of luma, `0.299 R + 0.587 G + 0.114 B`, in the raster's own type; a grey raster as it is. */
export function toGrey(raster: Raster): Raster {
  if (raster.channels === 1) return raster;
  const { data } = raster;
  const grey = data.slice(0, raster.width * raster.height);
  const bias = data instanceof Float32Array ? 0 : 0.5;
  for (let i = 0; i < grey.length; i++) {
    grey[i] = LUMA[0] * data[3 * i] + LUMA[1] * data[3 * i + 1] + LUMA[2] * data[3 * i + 2] + bias;
  }
  return { ...raster, channels: 1, data: grey };
}
