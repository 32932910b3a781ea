import sharp from 'sharp';
import { dicom, greyImage } from '../../../packages/images/tests/dicom-writer.ts';

const noise = (length: number) => Uint8Array.from({ length }, (_, i) => ((i * 7919) >> 3) & 255);
const grey = () =>
  sharp(noise(64 * 48), { raw: { width: 64, height: 48, channels: 1 } }).toColourspace('b-w');
const words = Uint16Array.from({ length: 35 }, (_, i) => (i * 1873) & 65535);

/** Files that both codecs read: how each is made, and how many levels apart the two may be. */
export const IMAGES: Record<string, { readonly make: () => Promise<Uint8Array>; readonly within: number }> = {
  'a PNG of 8 bits': { make: () => grey().png().toBuffer(), within: 0 },
  'a PNG of 16 bits': {
    make: () =>
      sharp(words, { raw: { width: 7, height: 5, channels: 1, depth: 'ushort' } } as never)
        .toColourspace('grey16')
        .png()
        .toBuffer(),
    within: 0,
  },
  'a JPEG': { make: () => grey().jpeg().toBuffer(), within: 1 },
  'a JPEG in colour': {
    make: () =>
      sharp(noise(3 * 64 * 48), { raw: { width: 64, height: 48, channels: 3 } })
        .jpeg()
        .toBuffer(),
    within: 2,
  },
  'DICOM, MONOCHROME2': { make: async () => dicom(greyImage()), within: 0 },
  'DICOM, MONOCHROME1': {
    make: async () => dicom(greyImage({ '00280004': ['CS', 'MONOCHROME1'] })),
    within: 0,
  },
};
