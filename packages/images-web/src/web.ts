import { defineImageCodec } from '@camscope/core';
import { decodeImage, looksLikeImage, type DecodeEncoded } from '@camscope/images-common';
import { decodeJpeg } from './jpeg/decode.ts';
import { encodeJpeg } from './jpeg/encode.ts';

const FORMATS = ['PNG', 'JPEG'] as const;

const decodeEncoded: DecodeEncoded = async (bytes, name, format) => {
  if (format === 'JPEG') return decodeJpeg(bytes, name);
  const { decodePng } = await import('./png/decode.ts');
  return decodePng(bytes, name);
};

/** PNG in JavaScript, JPEG by the browser, DICOM, and the raw files of JSRT; the same numbers as the codec of Node gives. */
export const webCodec = defineImageCodec({
  id: 'web',
  title: 'PNG, JPEG and DICOM in a browser',
  summary:
    'Reads 8- and 16-bit PNG, JPEG by the decoder of the browser, single-frame DICOM, uncompressed or JPEG baseline, and the files of JSRT.',
  citation: { text: 'Image.js developers, fast-png', url: 'https://github.com/image-js/fast-png' },

  accepts: looksLikeImage,

  decode: (bytes, name) => decodeImage(bytes, name, decodeEncoded, FORMATS),

  async encodePng(raster) {
    const { encodePng } = await import('./png/encode.ts');
    return encodePng(raster);
  },

  encodeJpeg,
});
