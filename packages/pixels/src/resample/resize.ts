import type { Box, Raster } from '@camscope/core';
import { wholeOf } from '../size.ts';
import { antialiasTaps, fixedPoint } from './antialias.ts';
import { resampleBoth } from './separable.ts';

/**
 * `box` of a raster (by default all of it), resized as `Image.resize(…, BILINEAR, box)` of Pillow does: antialiased
 * when shrinking, equal to the last bit for its modes L and RGB (8 bits), I (16) and F (float). Samples keep their
 * type. Pixels next to a box take part, as they would if the box were cut out afterwards.
 */
export function resizeRaster(raster: Raster, width: number, height: number, box?: Box): Raster {
  const { x0, y0, x1, y1 } = box ?? wholeOf(raster);
  const { data: given } = raster;
  const eightBit = given instanceof Uint8Array;
  const sixteenBit = given instanceof Uint16Array;
  const columns = antialiasTaps(raster.width, x0, x1, width);
  const rows = antialiasTaps(raster.height, y0, y1, height);
  const data = resampleBoth(
    new Float32Array(given),
    raster.width,
    raster.channels,
    eightBit ? fixedPoint(columns) : columns,
    eightBit ? fixedPoint(rows) : rows,
    eightBit || sixteenBit,
  );
  return {
    ...raster,
    width,
    height,
    data: eightBit ? new Uint8Array(data) : sixteenBit ? new Uint16Array(data) : data,
  };
}
