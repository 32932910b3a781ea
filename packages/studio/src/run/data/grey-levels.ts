import type { Raster } from '@camscope/core';

/** Weights of red, green and blue in luma, Rec. 601. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** The grey levels of a raster, and their range. */
export function greyLevels({ width, height, channels, data, white }: Raster) {
  const levels = channels === 1 ? data : lumaOf(data);
  let [min, max] = [Infinity, -Infinity];
  for (const level of levels) {
    if (level < min) min = level;
    if (level > max) max = level;
  }
  return { width, height, levels, white, min, max, grey: channels === 1 };
}

function lumaOf(data: Raster['data']): Raster['data'] {
  const grey = data.slice(0, data.length / 3);
  for (let i = 0; i < grey.length; i++)
    grey[i] = LUMA[0] * data[3 * i] + LUMA[1] * data[3 * i + 1] + LUMA[2] * data[3 * i + 2];
  return grey;
}
