import { malformed } from './malformed.ts';
import { readInt64, readVarint, type Cursor, type Field } from './read.ts';

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });

/** A name that has to be told from others, exactly: what is not UTF-8 is refused. */
export function identifier(field: Field): string {
  return decode(field, STRICT);
}

/** Text to be shown; bytes that are not UTF-8 become U+FFFD. */
export function text(field: Field): string {
  return decode(field, LENIENT);
}

/** The contents of a message or bytes field. */
export function contents(field: Field): Uint8Array {
  expect(field, 2);
  return field.payload;
}

/** The value of an integer field. */
export function integer(field: Field): number {
  expect(field, 0);
  return field.varint;
}

/** The value of a float field. */
export function float(field: Field): number {
  expect(field, 5);
  return view(field.payload).getFloat32(0, true);
}

/** The values of a repeated integer field, of which `field` is one occurrence, packed or not. */
export function integers(field: Field): number[] {
  return varints(field, readVarint);
}

/** As `integers`, exact in all of their 64 bits. */
export function int64s(field: Field): bigint[] {
  return varints(field, readInt64);
}

/** The values of a repeated float field, of which `field` is one occurrence, packed or not. */
export function floats(field: Field): number[] {
  return fixed(field, 5, 4, (at, offset) => at.getFloat32(offset, true));
}

/** The values of a repeated double field, of which `field` is one occurrence, packed or not. */
export function doubles(field: Field): number[] {
  return fixed(field, 1, 8, (at, offset) => at.getFloat64(offset, true));
}

/** Adds the values of one more occurrence to a list. Spread into `push`, 100,000 of them would overflow the stack. */
export function append<T>(list: T[], values: readonly T[]): void {
  for (const value of values) list.push(value);
}

function decode(field: Field, decoder: TextDecoder): string {
  const bytes = contents(field);
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw malformed(`text that cannot be read in field ${field.number}`, undefined, cause);
  }
}

function varints<T>(field: Field, read: (bytes: Uint8Array, cursor: Cursor) => T): T[] {
  if (field.wire !== 0) expect(field, 2);
  const { payload } = field;
  const values: T[] = [];
  const cursor = { at: 0 };
  while (cursor.at < payload.length) values.push(read(payload, cursor));
  return values;
}

function fixed(
  field: Field,
  wire: number,
  size: number,
  get: (view: DataView, offset: number) => number,
): number[] {
  if (field.wire !== wire) expect(field, 2);
  const { payload } = field;
  if (payload.length % size !== 0) throw malformed(`${payload.length} bytes of ${size}-byte numbers`);
  const at = view(payload);
  return Array.from({ length: payload.length / size }, (_, i) => get(at, i * size));
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function expect(field: Field, wire: number): void {
  if (field.wire !== wire)
    throw malformed(`field ${field.number} with wire type ${field.wire} in place of ${wire}`);
}
