import { CamscopeError } from '@camscope/core';
import { DATA_TYPES } from '../format/data-types.ts';
import { decodeTensor, readTensorProto, writeTensorProto } from '../format/tensor-proto.ts';
import { contents, identifier } from '../wire/decode.ts';
import { readFields, type Field } from '../wire/read.ts';
import { Writer } from '../wire/writer.ts';

/** Attributes that name an element type: of Cast, of random numbers, of what is quantised. */
const TYPE_ATTRIBUTES = ['to', 'dtype', 'output_dtype'];

/**
 * A model of half precision in float32: weights, constants, casts and what is declared. The values stay, and what is computed of them
 * is rounded less.
 * @returns undefined for a model that holds no float16.
 * @throws CamscopeError MODEL_UNSUPPORTED for halves in files of their own; MODEL_MALFORMED.
 */
export function widened(bytes: Uint8Array): Uint8Array | undefined {
  const widening = new Widening();
  const wide = widening.model(bytes);
  return widening.found ? wide.finish() : undefined;
}

type Rewrite = (message: Uint8Array) => Writer;

/** Rewrites messages by their fields' numbers in onnx.proto; what holds no element type is copied. */
class Widening {
  found = false;

  readonly #type: Rewrite = (message) =>
    this.#fields(message, {
      // Tensors, sparse ones; sequences and optionals, of types.
      ...{ 1: this.#elementType, 8: this.#elementType },
      ...{ 4: (of) => this.#fields(of, { 1: this.#type }), 9: (of) => this.#fields(of, { 1: this.#type }) },
    });
  readonly #elementType: Rewrite = (message) => {
    const writer = new Writer();
    for (const field of readFields(message)) this.#copyType(field, field.number === 1, writer);
    return writer;
  };
  readonly #valueInfo: Rewrite = (message) => this.#fields(message, { 2: this.#type });
  readonly #node: Rewrite = (message) => this.#fields(message, { 5: this.#attribute });
  readonly #graph: Rewrite = (message) =>
    this.#fields(message, {
      ...{ 1: this.#node, 5: this.#tensor },
      ...{ 11: this.#valueInfo, 12: this.#valueInfo, 13: this.#valueInfo },
      15: (sparse) => this.#fields(sparse, { 1: this.#tensor }),
    });
  readonly #function: Rewrite = (message) =>
    this.#fields(message, { 7: this.#node, 11: this.#attribute, 12: this.#valueInfo });

  readonly model: Rewrite = (message) => this.#fields(message, { 7: this.#graph, 25: this.#function });

  readonly #tensor: Rewrite = (message) => {
    const proto = readTensorProto(message);
    if (proto.dataType !== DATA_TYPES.float16) return new Writer().raw(message);
    const halves = decodeTensor(proto)?.data as Uint16Array | undefined;
    if (!halves) {
      throw new CamscopeError('MODEL_UNSUPPORTED', 'Weights in half precision are beside the model', {
        found: `'${proto.name}' is float16, in a file of its own`,
        fix: 'Save the model as one file, or in float32',
      });
    }
    this.found = true;
    const data = Float32Array.from(halves, fromHalf);
    return writeTensorProto(proto.name, { type: 'float32', dims: proto.dims, data });
  };

  readonly #attribute: Rewrite = (message) => {
    const fields = readFields(message);
    const name = fields.find((field) => field.number === 1);
    const isType = name !== undefined && TYPE_ATTRIBUTES.includes(identifier(name));
    const nested: Record<number, Rewrite> = {
      ...{ 5: this.#tensor, 10: this.#tensor },
      ...{ 6: this.#graph, 11: this.#graph },
      ...{ 14: this.#type, 15: this.#type },
    };
    const writer = new Writer();
    for (const field of fields) {
      if (nested[field.number]) writer.message(field.number, nested[field.number](contents(field)));
      else this.#copyType(field, isType && field.number === 3, writer);
    }
    return writer;
  };

  #fields(message: Uint8Array, nested: Readonly<Record<number, Rewrite>>): Writer {
    const writer = new Writer();
    for (const field of readFields(message)) {
      const rewrite = nested[field.number];
      if (rewrite) writer.message(field.number, rewrite(contents(field)));
      else writer.raw(field.raw);
    }
    return writer;
  }

  #copyType(field: Field, isType: boolean, writer: Writer): void {
    if (!isType || field.varint !== DATA_TYPES.float16) return void writer.raw(field.raw);
    this.found = true;
    writer.integer(field.number, DATA_TYPES.float32);
  }
}

/** IEEE 754 binary16 as a number. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
