import type { Raster } from '@camscope/core';

export type EncodedFormat = 'PNG' | 'JPEG' | 'TIFF' | 'WebP';
export type ImageFormat = EncodedFormat | 'dicom';

/**
 * Decodes a file of one of the formats that a codec has a library for.
 * @throws CamscopeError IMAGE_INVALID.
 */
export type DecodeEncoded = (bytes: Uint8Array, name: string, format: EncodedFormat) => Promise<Raster>;

/** `.` stands for any byte. */
const SIGNATURES: readonly (readonly [ImageFormat, string])[] = [
  ['PNG', '\x89PNG\r\n\x1a\n'],
  ['JPEG', '\xff\xd8\xff'],
  ['TIFF', 'II*\0'],
  ['TIFF', 'MM\0*'],
  ['WebP', 'RIFF....WEBP'],
  ['dicom', `${'.'.repeat(128)}DICM`],
  // Without preamble: the file's or the data set's first element, in group 0002 or 0008.
  ['dicom', '\x02\0.\0'],
  ['dicom', '\x08\0.\0'],
];

/** The format that the first bytes tell. */
export function formatOf(bytes: Uint8Array): ImageFormat | undefined {
  const matches = (signature: string) =>
    signature.length <= bytes.length &&
    [...signature].every((character, i) => character === '.' || character.charCodeAt(0) === bytes[i]);
  return SIGNATURES.find(([, signature]) => matches(signature))?.[0];
}

/** Whether a file's name says that it is an image; those of DICOM need not. */
export function isImageName(name: string): boolean {
  return /\.(png|jpe?g|tiff?|webp|dcm|dicom|img)$/i.test(name);
}
