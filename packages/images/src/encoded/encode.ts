import { CamscopeError, type Raster } from '@camscope/core';
import sharp, { type Sharp } from 'sharp';

/** Two thirds of the time of the default level, and a third more bytes. */
const PNG = { compressionLevel: 1 };

/** @throws CamscopeError INTERNAL for a raster of other than 8 bits. */
export async function encodePng(raster: Raster): Promise<Uint8Array> {
  return bytesOf(await pictureOf(raster).png(PNG).toBuffer());
}

/**
 * @param quality 1 to 100.
 * @throws CamscopeError INTERNAL for a raster of other than 8 bits.
 */
export async function encodeJpeg(raster: Raster, quality: number): Promise<Uint8Array> {
  return bytesOf(await pictureOf(raster).jpeg({ quality }).toBuffer());
}

function pictureOf({ width, height, channels, data }: Raster): Sharp {
  if (!(data instanceof Uint8Array))
    throw new CamscopeError('INTERNAL', 'Only 8-bit rasters are written as PNG or JPEG');
  return sharp(data, { raw: { width, height, channels } }).toColourspace(channels === 1 ? 'b-w' : 'srgb');
}

/** What nobody else has a view into, and no Buffer. */
function bytesOf({ buffer, byteOffset, byteLength }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
