import { defineImageCodec } from '@camscope/core';
import { formatOf, isImageName } from './format.ts';
import { invalidImage } from './invalid.ts';
import { decodeJsrt, isJsrt } from './raw/jsrt.ts';

/** PNG, JPEG, TIFF and WebP through sharp, DICOM, and the raw files of JSRT. Libraries are loaded with the first image that needs them. */
export const sharpCodec = defineImageCodec({
  id: 'sharp',
  title: 'PNG, JPEG, TIFF, WebP and DICOM',
  summary:
    'Reads 8- and 16-bit images through sharp, single-frame DICOM, uncompressed or JPEG baseline, and the files of JSRT.',
  citation: { text: 'Fuller et al., sharp', url: 'https://sharp.pixelplumbing.com' },

  accepts: (name, head) => isImageName(name) || (head !== undefined && formatOf(head) !== undefined),

  async decode(bytes, name) {
    if (bytes.length === 0) throw invalidImage(name, 'an empty file', 'Get the file again');
    // Before the others: words of 2048, its middle grey, look like DICOM without a preamble.
    if (isJsrt(bytes, name)) return decodeJsrt(bytes);
    const format = formatOf(bytes);
    if (!format) {
      const start = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
      throw invalidImage(
        name,
        `a file that begins with ${start}`,
        'Give a PNG, JPEG, TIFF, WebP or DICOM file, or an .IMG file of JSRT, whole',
      );
    }
    if (format === 'dicom') {
      const { decodeDicom } = await import('./dicom/decode.ts');
      return decodeDicom(bytes, name);
    }
    const { decodeEncoded } = await import('./encoded/decode.ts');
    return decodeEncoded(bytes, name, format);
  },

  async encodePng(raster) {
    const { encodePng } = await import('./encoded/encode.ts');
    return encodePng(raster);
  },

  async encodeJpeg(raster, quality) {
    const { encodeJpeg } = await import('./encoded/encode.ts');
    return encodeJpeg(raster, quality);
  },
});
