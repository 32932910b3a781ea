import { CamscopeError, messageOf } from '@camscope/core';

/** Bytes of an element, and what the head is padded to. */
const FLOAT = Float32Array.BYTES_PER_ELEMENT;

/**
 * JSON and float32 numbers in one piece, little-endian: the length of the JSON in 4 bytes, the JSON, padded with spaces to
 * a multiple of 4 bytes, and the numbers.
 */
export function encodeBlob(json: unknown, parts: readonly Float32Array[]): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(json));
  const head = Math.ceil(text.length / FLOAT) * FLOAT;
  const count = parts.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(FLOAT + head + FLOAT * count).fill(0x20, FLOAT, FLOAT + head);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, head, true);
  bytes.set(text, FLOAT);
  let at = FLOAT + head;
  for (const part of parts) {
    for (const value of part) {
      view.setFloat32(at, value, true);
      at += FLOAT;
    }
  }
  return bytes;
}

/**
 * What `encodeBlob` has made, the numbers in one piece.
 * @throws CamscopeError DATA_INVALID.
 */
export function decodeBlob(bytes: Uint8Array): { readonly json: unknown; readonly floats: Float32Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = bytes.length < FLOAT ? Infinity : FLOAT + view.getUint32(0, true);
  if (start > bytes.length || (bytes.length - start) % FLOAT !== 0)
    throw invalidBlob(`${bytes.length} bytes, which end too early`);
  const count = (bytes.length - start) / FLOAT;
  return {
    json: parsed(new TextDecoder().decode(bytes.subarray(FLOAT, start))),
    floats: Float32Array.from({ length: count }, (_, i) => view.getFloat32(start + FLOAT * i, true)),
  };
}

/** Says that bytes are not what they should be. */
export function invalidBlob(found: string, cause?: unknown): CamscopeError {
  return new CamscopeError('DATA_INVALID', 'These bytes are not a score matrix', {
    found,
    fix: 'Remove them: the masks are then scored again',
    cause,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalidBlob(messageOf(error), error);
  }
}
