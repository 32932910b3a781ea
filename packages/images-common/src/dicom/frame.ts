import dicomParser, { type DataSet } from 'dicom-parser';
import { invalidImage } from '../invalid.ts';
import { readAttributes, type ImageAttributes } from './attributes.ts';
import { checkAttributes } from './check.ts';
import { EXPLICIT_BIG_ENDIAN, JPEG_BASELINE } from './transfer-syntax.ts';

/** The one frame of an image, as stored. */
export interface Frame {
  readonly attributes: ImageAttributes;
  /** A JPEG stream, or samples. */
  readonly bytes: Uint8Array;
  readonly jpeg: boolean;
  /** Whether bytes lie in big-endian words of 16 bits. */
  readonly swapped: boolean;
}

/** @throws CamscopeError IMAGE_INVALID; Error or string for elements that cannot be read. */
export function readFrame(dataSet: DataSet, syntax: string, name: string): Frame {
  const element = dataSet.elements['x7fe00010'];
  if (!element) throw invalidImage(name, 'DICOM without pixel data', 'Give a DICOM file that holds an image');
  const attributes = readAttributes(dataSet);
  const jpeg = syntax === JPEG_BASELINE;
  checkAttributes(attributes, jpeg, name);
  if (jpeg !== (element.encapsulatedPixelData === true)) {
    throw new Error(`pixel data that does not fit the transfer syntax ${syntax}`);
  }
  if (jpeg) {
    const count = element.fragments?.length ?? 0;
    const bytes = dicomParser.readEncapsulatedPixelDataFromFragments(dataSet, element, 0, count);
    return { attributes, bytes, jpeg, swapped: false };
  }
  const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
  const { rows, columns, samples, bitsAllocated } = attributes;
  const needed = (rows * columns * samples * bitsAllocated) / 8;
  if (bytes.length < needed) throw new Error(`${bytes.length} of ${needed} bytes of pixel data`);
  return { attributes, bytes, jpeg, swapped: syntax === EXPLICIT_BIG_ENDIAN && element.vr !== 'OB' };
}
