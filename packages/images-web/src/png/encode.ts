import { CamscopeError, type Raster } from '@camscope/core';
import { encode } from 'fast-png';

/** @throws CamscopeError INTERNAL for a raster of other than 8 bits. */
export function encodePng({ width, height, channels, data }: Raster): Uint8Array {
  if (!(data instanceof Uint8Array))
    throw new CamscopeError('INTERNAL', 'Only 8-bit rasters are written as PNG');
  return encode({ width, height, channels, data, depth: 8 });
}
