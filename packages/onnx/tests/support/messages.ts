import { readFields } from '../../src/wire/read.ts';
import { Writer } from '../../src/wire/writer.ts';

/** Field numbers on the way from a model down to its parts. */
export const PATHS = {
  model: [],
  opset: [8],
  metadata: [14],
  graph: [7],
  node: [7, 1],
  attribute: [7, 1, 5],
  initializer: [7, 5],
  input: [7, 11],
  output: [7, 12],
  valueInfo: [7, 13],
} as const satisfies Record<string, readonly number[]>;

/** A message with every message at `path` changed, and all else as it is. */
export function rewrite(
  message: Uint8Array,
  [number, ...path]: readonly number[],
  change: (message: Uint8Array) => Uint8Array,
): Uint8Array {
  if (number === undefined) return change(message);
  const writer = new Writer();
  for (const field of readFields(message)) {
    if (field.number === number) writer.bytes(number, rewrite(field.payload, path, change));
    else writer.raw(field.raw);
  }
  return writer.finish();
}

/** Every message at `path`. */
export function messagesAt(message: Uint8Array, path: readonly number[]): Uint8Array[] {
  const found: Uint8Array[] = [];
  rewrite(message, path, (bytes) => {
    found.push(bytes);
    return bytes;
  });
  return found;
}

/** Fields of every wire type that no ONNX message has, from a later version of the format. */
export const UNKNOWN = new Writer()
  .text(1000, 'kept')
  .integer(1001, -1)
  .float(1002, 0.1)
  .raw(Uint8Array.of(0xd9, 0x3e, 1, 2, 3, 4, 5, 6, 7, 8)) // field 1003, eight bytes
  .raw(Uint8Array.of(0xe0, 0x3e, 0x85, 0x80, 0x00)) // field 1004, an overlong varint
  .finish();

export function withUnknown(message: Uint8Array): Uint8Array {
  return joined([UNKNOWN, message, UNKNOWN]);
}

export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(chunks));
}
