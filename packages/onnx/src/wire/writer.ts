import { CamscopeError } from '@camscope/core';

const utf8 = new TextEncoder();
/** Tags and small numbers, which are most of a message. */
const SINGLE_BYTES = Array.from({ length: 0x80 }, (_, value) => Uint8Array.of(value));

/**
 * Collects the fields of a message as chunks. Large byte strings are kept as views until `finish`, so that a
 * message is copied once.
 */
export class Writer {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Bytes as they are: an untouched field, or the inside of a message. */
  raw(bytes: Uint8Array): this {
    this.#chunks.push(bytes);
    this.#length += bytes.length;
    return this;
  }

  integer(number: number, value: number): this {
    return this.raw(varint(number * 8)).raw(varint(value));
  }

  /** A packed list of integers; nothing when empty. */
  integers(number: number, values: readonly number[]): this {
    return values.length === 0 ? this : this.bytes(number, concat(values.map(varint)));
  }

  float(number: number, value: number): this {
    return this.raw(varint(number * 8 + 5)).raw(new Uint8Array(Float32Array.of(value).buffer));
  }

  /** A packed list of floats; nothing when empty. */
  floats(number: number, values: readonly number[]): this {
    return values.length === 0 ? this : this.bytes(number, new Uint8Array(Float32Array.from(values).buffer));
  }

  text(number: number, value: string): this {
    return this.bytes(number, utf8.encode(value));
  }

  bytes(number: number, value: Uint8Array): this {
    return this.raw(varint(number * 8 + 2))
      .raw(varint(value.length))
      .raw(value);
  }

  message(number: number, value: Writer): this {
    this.raw(varint(number * 8 + 2)).raw(varint(value.length));
    for (const chunk of value.#chunks) this.raw(chunk);
    return this;
  }

  /** The chunks in order, for a writer that streams. */
  chunks(): readonly Uint8Array[] {
    return this.#chunks;
  }

  finish(): Uint8Array {
    return concat(this.#chunks);
  }
}

/** A signed integer (|value| < 2^53) as a varint; negative ones take ten bytes. */
function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value))
    throw new CamscopeError('INTERNAL', `${value} cannot be written as an integer`);
  if (value >= 0 && value < 0x80) return SINGLE_BYTES[value];
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.of(...bytes, Number(rest));
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}
