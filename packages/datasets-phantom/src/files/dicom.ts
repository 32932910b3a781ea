import { createHash } from 'node:crypto';
import type { Raster } from '@camscope/core';
import { DETECTOR_CM } from '../numeric/grid.ts';

const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
/** Digital X-Ray Image Storage, for presentation. */
const DIGITAL_X_RAY = '1.2.840.10008.5.1.4.1.1.1.1';
/** VRs with a length of four bytes. */
const LONG = ['OB', 'OW'];

type Value = string | number | Uint8Array;
type Element = readonly [tag: number, vr: string, value: Value];

/** Whose image this is: a set of phantoms, one of its images, and the body. The UIDs are made from the names. */
interface Named {
  readonly set: string;
  readonly id: string;
  readonly patient: string;
  readonly comment: string;
}

/**
 * A 16-bit grey raster as DICOM: MONOCHROME2, explicit little endian, the upper 12 bits stored.
 */
export function encodeDicom(
  { width, height, data }: Raster,
  { set, id, patient, comment }: Named,
): Uint8Array {
  const pixels = Uint16Array.from(data, (value) => value >> 4);
  const spacing = ((DETECTOR_CM * 10) / width).toPrecision(8);
  const meta = encoded([
    [0x00020001, 'OB', Uint8Array.of(0, 1)],
    [0x00020002, 'UI', DIGITAL_X_RAY],
    [0x00020003, 'UI', uid(`image ${set} ${id}`)],
    [0x00020010, 'UI', EXPLICIT_LITTLE_ENDIAN],
    [0x00020012, 'UI', uid('camscope')],
  ]);
  const body = encoded([
    [0x00080005, 'CS', 'ISO_IR 100'],
    [0x00080008, 'CS', 'DERIVED\\SECONDARY'],
    [0x00080016, 'UI', DIGITAL_X_RAY],
    [0x00080018, 'UI', uid(`image ${set} ${id}`)],
    [0x00080060, 'CS', 'DX'],
    [0x00080068, 'CS', 'FOR PRESENTATION'],
    [0x00080070, 'LO', 'camscope'],
    [0x00100010, 'PN', 'Phantom'],
    [0x00100020, 'LO', patient],
    [0x00180015, 'CS', 'CHEST'],
    [0x00181164, 'DS', `${spacing}\\${spacing}`],
    [0x00185101, 'CS', 'PA'],
    [0x0020000d, 'UI', uid(`study ${set} ${patient}`)],
    [0x0020000e, 'UI', uid(`series ${set} ${id}`)],
    [0x00204000, 'LT', comment],
    [0x00280002, 'US', 1],
    [0x00280004, 'CS', 'MONOCHROME2'],
    [0x00280010, 'US', height],
    [0x00280011, 'US', width],
    [0x00280100, 'US', 16],
    [0x00280101, 'US', 12],
    [0x00280102, 'US', 11],
    [0x00280103, 'US', 0],
    [0x00281050, 'DS', '2048'],
    [0x00281051, 'DS', '4096'],
    [0x7fe00010, 'OW', littleEndian(pixels)],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  const group = encoded([[0x00020000, 'UL', length]]);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), group, meta, body]);
}

/** Elements, which must be in the order of their tags. */
function encoded(elements: readonly Element[]): Buffer {
  return Buffer.concat(elements.flatMap(([tag, vr, value]) => element(tag, vr, bytesOf(vr, value))));
}

function element(tag: number, vr: string, value: Uint8Array): Uint8Array[] {
  const long = LONG.includes(vr);
  const head = Buffer.alloc(long ? 12 : 8);
  head.writeUInt16LE(tag >>> 16, 0);
  head.writeUInt16LE(tag & 0xffff, 2);
  head.write(vr, 4, 'latin1');
  if (long) head.writeUInt32LE(value.length, 8);
  else head.writeUInt16LE(value.length, 6);
  return [head, value];
}

/** Of even length, as DICOM wants it. */
function bytesOf(vr: string, value: Value): Uint8Array {
  if (typeof value === 'number') return Uint8Array.of(value & 255, value >> 8);
  if (typeof value !== 'string') return value;
  const bytes = Buffer.from(value, 'latin1');
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from(vr === 'UI' ? '\0' : ' ')]);
}

function littleEndian(values: Uint16Array): Uint8Array {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, i) => bytes.writeUInt16LE(value, 2 * i));
  return bytes;
}

/** A UID below 2.25 from the first 112 bits of a hash. */
function uid(text: string): string {
  const hash = createHash('sha256').update(`camscope phantom ${text}`).digest('hex');
  return `2.25.${BigInt(`0x${hash.slice(0, 28)}`)}`;
}
