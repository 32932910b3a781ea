import { CamscopeError, defineImageCodec, type Raster } from '@camscope/core';
import sharp, { type Sharp } from 'sharp';
import { decodeDicom } from './dicom/decode.ts';
import { decodeEncoded } from './encoded/decode.ts';
import { formatOf } from './format.ts';
import { invalidImage } from './invalid.ts';

/** PNG, JPEG, TIFF and WebP through sharp, and DICOM. */
export const sharpCodec = defineImageCodec({
  id: 'sharp',
  title: 'PNG, JPEG, TIFF, WebP and DICOM',
  summary: 'Reads 8- and 16-bit images through sharp, and single-frame DICOM, uncompressed or JPEG baseline.',
  citation: { text: 'Fuller et al., sharp', url: 'https://sharp.pixelplumbing.com' },

  async decode(bytes, name) {
    if (bytes.length === 0) throw invalidImage(name, 'an empty file', 'Get the file again');
    const format = formatOf(bytes);
    if (!format) {
      const start = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
      throw invalidImage(
        name,
        `a file that begins with ${start}`,
        'Give a PNG, JPEG, TIFF, WebP or DICOM file',
      );
    }
    return format === 'dicom' ? decodeDicom(bytes, name) : decodeEncoded(bytes, name, format);
  },

  async encodePng(raster) {
    return new Uint8Array(await pictureOf(raster).png().toBuffer());
  },

  async encodeJpeg(raster, quality) {
    return new Uint8Array(await pictureOf(raster).jpeg({ quality }).toBuffer());
  },
});

function pictureOf({ width, height, channels, data }: Raster): Sharp {
  if (!(data instanceof Uint8Array))
    throw new CamscopeError('INTERNAL', 'Only 8-bit rasters are written as PNG or JPEG');
  return sharp(data, { raw: { width, height, channels } }).toColourspace(channels === 1 ? 'b-w' : 'srgb');
}
