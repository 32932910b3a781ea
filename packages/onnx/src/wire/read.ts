import { malformed } from './malformed.ts';

/** One field of a protobuf message, as a range of the message's bytes: nothing is copied. */
export class Field {
  readonly number: number;
  /** 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes. */
  readonly wire: number;
  /** The value of a varint as a signed 64-bit integer; inexact beyond ±2^53. */
  readonly varint: number;
  readonly #message: Uint8Array;
  readonly #start: number;
  readonly #content: number;
  readonly #end: number;

  /** Reads the field at the cursor, and moves the cursor past it. */
  constructor(message: Uint8Array, cursor: Cursor) {
    this.#message = message;
    this.#start = cursor.at;
    const tag = readVarint(message, cursor);
    this.number = Math.floor(tag / 8);
    this.wire = tag % 8;
    if (this.number < 1 || this.number > MAX_NUMBER)
      throw malformed(`field number ${this.number}`, this.#start);
    const length = lengthOf(this.wire, message, cursor);
    this.#content = cursor.at;
    this.varint = this.wire === 0 ? readVarint(message, cursor) : 0;
    if (length < 0 || length > message.length - cursor.at) {
      throw malformed(
        `a length of ${length} where ${message.length - cursor.at} bytes are left`,
        this.#start,
      );
    }
    this.#end = cursor.at += length;
  }

  /** The whole field, tag included: what a lossless writer copies. */
  get raw(): Uint8Array {
    return this.#message.subarray(this.#start, this.#end);
  }

  /** The contents of a length-delimited field, or the bytes of a number. */
  get payload(): Uint8Array {
    return this.#message.subarray(this.#content, this.#end);
  }
}

export interface Cursor {
  at: number;
}

/** Protobuf's largest field number. */
const MAX_NUMBER = 0x1fffffff;
/** More than any graph has nodes. Past it, a hostile file of two-byte fields would fill the memory. */
export const MAX_FIELDS = 2 ** 20;

/**
 * The fields of a message in file order.
 * @throws CamscopeError MODEL_MALFORMED for a bad varint, wire type or length, or more than 2^20 fields.
 */
export function readFields(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  const cursor = { at: 0 };
  while (cursor.at < bytes.length) {
    if (fields.length === MAX_FIELDS)
      throw malformed(`a message of more than ${MAX_FIELDS} fields`, cursor.at);
    fields.push(new Field(bytes, cursor));
  }
  return fields;
}

/** Reads a varint as a signed 64-bit integer, inexact beyond ±2^53, and moves the cursor past it. */
export function readVarint(bytes: Uint8Array, cursor: Cursor): number {
  const start = cursor.at;
  let low = 0; // bits 0 to 27
  let middle = 0; // bits 28 to 55
  let high = 0; // bits 56 to 63
  for (let shift = 0; shift < 70; shift += 7) {
    if (cursor.at >= bytes.length) throw malformed('a varint that runs past the end', start);
    const byte = bytes[cursor.at++];
    const bits = byte & 0x7f;
    if (shift < 28) low |= bits << shift;
    else if (shift < 56) middle |= bits << (shift - 28);
    else high |= bits << (shift - 56);
    if (byte < 0x80) return combine(low, middle, high & 0xff);
  }
  throw malformed('a varint of more than ten bytes', start);
}

/** Reads a varint as a signed 64-bit integer, exactly, and moves the cursor past it. */
export function readInt64(bytes: Uint8Array, cursor: Cursor): bigint {
  const start = cursor.at;
  const rounded = readVarint(bytes, cursor);
  if (Number.isSafeInteger(rounded)) return BigInt(rounded);
  let value = 0n;
  for (let at = cursor.at - 1; at >= start; at--) value = (value << 7n) | BigInt(bytes[at] & 0x7f);
  return BigInt.asIntN(64, value);
}

function combine(low: number, middle: number, high: number): number {
  if (high < 0x80) return low + middle * 2 ** 28 + high * 2 ** 56;
  // Negative in two's complement: −(~value + 1), exact where the magnitude is below 2^53.
  const magnitude = 0xfffffff - low + (0xfffffff - middle) * 2 ** 28 + (0xff - high) * 2 ** 56 + 1;
  return -magnitude;
}

/** Bytes of a field's contents after its tag; a varint is read where it stands. */
function lengthOf(wire: number, bytes: Uint8Array, cursor: Cursor): number {
  if (wire === 0) return 0;
  if (wire === 1) return 8;
  if (wire === 2) return readVarint(bytes, cursor);
  if (wire === 5) return 4;
  throw malformed(`wire type ${wire}`, cursor.at);
}
