import type { Raster } from '@camscope/core';
import { withoutEqualChannels } from '../pixels/channels.ts';
import type { ImageAttributes } from './attributes.ts';

/** 8-bit RGB from 8-bit RGB or YBR_FULL, by pixel or by plane (PS3.3 C.7.6.3.1.2 and C.7.6.3.1.3). */
export function colourRaster(samples: ArrayLike<number>, attributes: ImageAttributes): Raster {
  const { columns: width, rows: height, planar, photometric } = attributes;
  const [step, plane] = planar ? [1, width * height] : [3, 1];
  const rgb = new Uint8ClampedArray(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    const first = samples[step * i];
    const second = samples[step * i + plane];
    const third = samples[step * i + 2 * plane];
    const ybr = photometric === 'YBR_FULL';
    const [cb, cr] = [second - 128, third - 128];
    rgb[3 * i] = ybr ? first + 1.402 * cr : first;
    rgb[3 * i + 1] = ybr ? first - 0.344136 * cb - 0.714136 * cr : second;
    rgb[3 * i + 2] = ybr ? first + 1.772 * cb : third;
  }
  return withoutEqualChannels({ width, height, channels: 3, data: new Uint8Array(rgb.buffer), white: 255 });
}
