import { CamscopeError, type Raster } from '@camscope/core';

/**
 * By the browser's encoder.
 * @param quality 1 to 100.
 * @throws CamscopeError INTERNAL for a raster of other than 8 bits.
 */
export async function encodeJpeg(
  { width, height, channels, data }: Raster,
  quality: number,
): Promise<Uint8Array> {
  if (!(data instanceof Uint8Array))
    throw new CamscopeError('INTERNAL', 'Only 8-bit rasters are written as JPEG');
  const canvas = new OffscreenCanvas(width, height);
  const picture = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) picture.data[4 * i + c] = data[channels * i + (channels === 3 ? c : 0)];
    picture.data[4 * i + 3] = 255;
  }
  canvas.getContext('2d')!.putImageData(picture, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: quality / 100 });
  return new Uint8Array(await blob.arrayBuffer());
}
