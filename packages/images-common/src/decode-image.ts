import type { Raster } from '@camscope/core';
import { formatOf, isImageName, type DecodeEncoded, type EncodedFormat } from './format.ts';
import { invalidImage } from './invalid.ts';
import { decodeJsrt, isJsrt } from './raw/jsrt.ts';

/** Whether a file is to be taken for an image, by its name or by its first bytes. */
export function looksLikeImage(name: string, head?: Uint8Array): boolean {
  return isImageName(name) || (head !== undefined && formatOf(head) !== undefined);
}

/**
 * Decodes one image file: DICOM and the raw files of JSRT here, the rest by `decodeEncoded`.
 * @param formats that `decodeEncoded` reads.
 * @throws CamscopeError IMAGE_INVALID.
 */
export async function decodeImage(
  bytes: Uint8Array,
  name: string,
  decodeEncoded: DecodeEncoded,
  formats: readonly EncodedFormat[],
): Promise<Raster> {
  if (bytes.length === 0) throw invalidImage(name, 'an empty file', 'Get the file again');
  // Before the others: words of 2048, its middle grey, look like DICOM without a preamble.
  if (isJsrt(bytes, name)) return decodeJsrt(bytes);
  const format = formatOf(bytes);
  const known = `Give a ${formats.join(', ')} or DICOM file, or an .IMG file of JSRT, whole`;
  if (!format) throw invalidImage(name, `a file that begins with ${startOf(bytes)}`, known);
  if (format === 'dicom') {
    const { decodeDicom } = await import('./dicom/decode.ts');
    return decodeDicom(bytes, name, decodeEncoded);
  }
  if (!formats.includes(format)) throw invalidImage(name, `a ${format} file, which is not read here`, known);
  return decodeEncoded(bytes, name, format);
}

function startOf(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
