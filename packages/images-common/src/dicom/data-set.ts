import { isCamscopeError, messageOf } from '@camscope/core';
import dicomParser, { type DataSet } from 'dicom-parser';
import { invalidImage } from '../invalid.ts';
import {
  checkTransferSyntax,
  DEFLATED,
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
} from './transfer-syntax.ts';

/**
 * Whatever `read` makes of the elements of a DICOM file, whose preamble and file meta information may be missing.
 * @param before the tag at which reading ends.
 * @throws CamscopeError IMAGE_INVALID, also when reading an element fails.
 */
export function readDataSet<T>(
  bytes: Uint8Array,
  name: string,
  read: (dataSet: DataSet, syntax: string) => T,
  before?: string,
): T {
  try {
    const inflater = () => checkTransferSyntax(DEFLATED, name);
    const dataSet = dicomParser.parseDicom(asPart10(bytes), { inflater, untilTag: before });
    const syntax = dataSet.string('x00020010') ?? '';
    checkTransferSyntax(syntax, name);
    return read(dataSet, syntax);
  } catch (error) {
    if (isCamscopeError(error)) throw error;
    throw invalidImage(name, `a damaged DICOM file: ${reasonOf(error)}`, 'Get the file again', error);
  }
}

/** The file as the parser wants it: 128 bytes of preamble, `DICM`, and a transfer syntax. */
function asPart10(bytes: Uint8Array): Uint8Array {
  if (latin1(bytes.subarray(128, 132)) === 'DICM') return bytes;
  const hasMeta = bytes[0] === 2;
  const head = `${'\0'.repeat(128)}DICM${hasMeta ? '' : transferSyntaxElement(bytes)}`;
  const file = new Uint8Array(head.length + bytes.length);
  for (let i = 0; i < head.length; i++) file[i] = head.charCodeAt(i);
  file.set(bytes, head.length);
  return file;
}

/** (0002,0010) for a bare data set: explicit when two letters, a VR, follow its first tag. */
function transferSyntaxElement(bytes: Uint8Array): string {
  const explicit = /^[A-Z]{2}$/.test(latin1(bytes.subarray(4, 6)));
  const uid = explicit ? EXPLICIT_LITTLE_ENDIAN : IMPLICIT_LITTLE_ENDIAN;
  const padded = uid.length % 2 === 0 ? uid : `${uid}\0`;
  return `\x02\0\x10\0UI${String.fromCharCode(padded.length)}\0${padded}`;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** The parser throws strings, errors, and objects that hold one of them. */
function reasonOf(error: unknown): string {
  const inner = typeof error === 'object' && error !== null && 'exception' in error ? error.exception : error;
  return messageOf(inner);
}
