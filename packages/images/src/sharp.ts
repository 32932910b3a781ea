import { defineImageCodec } from '@camscope/core';
import { decodeImage, looksLikeImage, type DecodeEncoded } from '@camscope/images-common';
import { headerSize } from './header-size.ts';

const FORMATS = ['PNG', 'JPEG', 'TIFF', 'WebP'] as const;

const decodeEncoded: DecodeEncoded = async (...file) =>
  (await import('./encoded/decode.ts')).decodeEncoded(...file);

/** PNG, JPEG, TIFF and WebP through sharp, DICOM, and the raw files of JSRT. Libraries are loaded with the first image that needs them. */
export const sharpCodec = defineImageCodec({
  id: 'sharp',
  title: 'PNG, JPEG, TIFF, WebP and DICOM',
  summary:
    'Reads 8- and 16-bit images through sharp, single-frame DICOM, uncompressed or JPEG baseline, and the files of JSRT.',
  citation: { text: 'Fuller et al., sharp', url: 'https://sharp.pixelplumbing.com' },

  accepts: looksLikeImage,

  sizeOf: headerSize,

  decode: (bytes, name) => decodeImage(bytes, name, decodeEncoded, FORMATS),

  async encodePng(raster) {
    const { encodePng } = await import('./encoded/encode.ts');
    return encodePng(raster);
  },

  async encodeJpeg(raster, quality) {
    const { encodeJpeg } = await import('./encoded/encode.ts');
    return encodeJpeg(raster, quality);
  },
});
