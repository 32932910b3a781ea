import { invalidImage } from '../invalid.ts';

// UIDs and names: DICOM PS3.6, Annex A.
export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
export const EXPLICIT_BIG_ENDIAN = '1.2.840.10008.1.2.2';
export const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';
export const DEFLATED = '1.2.840.10008.1.2.1.99';

const READ = [IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN, EXPLICIT_BIG_ENDIAN, JPEG_BASELINE];
const NOT_READ: Readonly<Record<string, string>> = {
  [DEFLATED]: 'deflated explicit VR little endian',
  '1.2.840.10008.1.2.4.51': 'JPEG extended, 12-bit',
  '1.2.840.10008.1.2.4.57': 'JPEG lossless',
  '1.2.840.10008.1.2.4.70': 'JPEG lossless, first-order prediction',
  '1.2.840.10008.1.2.4.80': 'JPEG-LS lossless',
  '1.2.840.10008.1.2.4.81': 'JPEG-LS near-lossless',
  '1.2.840.10008.1.2.4.90': 'JPEG 2000 lossless',
  '1.2.840.10008.1.2.4.91': 'JPEG 2000',
  '1.2.840.10008.1.2.5': 'RLE lossless',
};

/** @throws CamscopeError IMAGE_INVALID for a transfer syntax that is not read. */
export function checkTransferSyntax(uid: string, name: string): void {
  if (READ.includes(uid)) return;
  throw invalidImage(
    name,
    `DICOM in the transfer syntax ${uid || '(none given)'}${uid in NOT_READ ? ` (${NOT_READ[uid]})` : ''}`,
    'Decompress it first, for instance with: gdcmconv --raw compressed.dcm raw.dcm',
  );
}
