import { elementArrays, sizeOf, type ElementStorage, type ElementType, type Tensor } from '@camscope/core';
import { append, contents, doubles, floats, identifier, int64s, integer, integers } from '../wire/decode.ts';
import { malformed } from '../wire/malformed.ts';
import { readFields } from '../wire/read.ts';
import { Writer } from '../wire/writer.ts';
import { bytesPerElement, DATA_TYPES, elementTypeOf } from './data-types.ts';
import { readExternalData, writeExternalData, type ExternalData } from './external-data.ts';

/** A TensorProto, read but not decoded. */
export interface TensorProto {
  readonly name: string;
  readonly dims: readonly number[];
  /** TensorProto.DataType. */
  readonly dataType: number;
  /** Elements as little-endian bytes, when stored so; a view into the file. */
  readonly raw?: Uint8Array;
  readonly external?: ExternalData;
  /** The message, for a lossless copy. */
  readonly bytes: Uint8Array;
}

const FIELD = { dims: 1, dataType: 2, name: 8, raw: 9, external: 13, location: 14 } as const;
/** Field numbers of the typed lists in which a tensor may be stored in place of `raw`. */
const LIST: Record<ElementType, number> = {
  float32: 4,
  ...{ bool: 5, uint8: 5, int8: 5, uint16: 5, int16: 5, float16: 5, int32: 5 },
  int64: 7,
  float64: 10,
  ...{ uint32: 11, uint64: 11 },
};

/** @throws CamscopeError MODEL_MALFORMED, also when the stored bytes do not fit the shape. */
export function readTensorProto(bytes: Uint8Array): TensorProto {
  let name = '';
  let dataType = 0;
  let raw: Uint8Array | undefined;
  let isExternal = false;
  const dims: number[] = [];
  const entries: Uint8Array[] = [];
  for (const field of readFields(bytes)) {
    if (field.number === FIELD.dims) append(dims, integers(field));
    else if (field.number === FIELD.dataType) dataType = integer(field);
    else if (field.number === FIELD.name) name = identifier(field);
    else if (field.number === FIELD.raw) raw = contents(field);
    else if (field.number === FIELD.location) isExternal = integer(field) === 1;
    else if (field.number === FIELD.external) entries.push(contents(field));
  }
  if (dims.some((dim) => dim < 0)) throw malformed(`tensor '${name}' with shape [${dims.join(', ')}]`);
  const tensor = { name, dims, dataType, bytes };
  if (isExternal) {
    const external = readExternalData(name, entries);
    if (external.length !== undefined) checkLength(tensor, external.length);
    return { ...tensor, external };
  }
  if (!raw) return tensor;
  checkLength(tensor, raw.length);
  return { ...tensor, raw };
}

/**
 * The name of a SparseTensorProto, which is that of its values.
 * @throws CamscopeError MODEL_MALFORMED, also for external data, which no writer gives a sparse tensor.
 */
export function readSparseTensor(bytes: Uint8Array): string {
  const [values, indices] = [1, 2].map((number) =>
    readFields(bytes).findLast((field) => field.number === number),
  );
  const parts = [values, indices].map((field) => field && readTensorProto(contents(field)));
  const name = parts[0]?.name ?? '';
  if (parts.some((part) => part?.external)) throw malformed(`sparse tensor '${name}' with external data`);
  return name;
}

/**
 * The elements of a tensor stored in the model; undefined for external data and types camscope has no use for.
 * @throws CamscopeError MODEL_MALFORMED when their number does not fit the shape.
 */
export function decodeTensor(proto: TensorProto): Tensor | undefined {
  const type = elementTypeOf(proto.dataType);
  if (!type || proto.external) return undefined;
  const data = proto.raw ? rawElements(type, proto.raw) : listedElements(type, proto.bytes);
  if (data.length !== sizeOf(proto.dims)) {
    throw malformed(
      `tensor '${proto.name}' with ${data.length} elements for shape [${proto.dims.join(', ')}]`,
    );
  }
  return { type, dims: proto.dims, data };
}

/** A TensorProto with the elements inline. */
export function writeTensorProto(name: string, tensor: Tensor): Writer {
  const { buffer, byteOffset, byteLength } = tensor.data;
  return new Writer()
    .integers(FIELD.dims, tensor.dims)
    .integer(FIELD.dataType, DATA_TYPES[tensor.type])
    .text(FIELD.name, name)
    .bytes(FIELD.raw, new Uint8Array(buffer, byteOffset, byteLength));
}

/** The same tensor, with its elements in another place. Every other field is kept byte for byte. */
export function moveOutside(proto: TensorProto, external: Required<ExternalData>): Writer {
  const writer = new Writer();
  const dropped: number[] = [FIELD.raw, FIELD.external, FIELD.location];
  for (const field of readFields(proto.bytes)) if (!dropped.includes(field.number)) writer.raw(field.raw);
  for (const entry of writeExternalData(external)) writer.message(FIELD.external, entry);
  return writer.integer(FIELD.location, 1);
}

function checkLength({ name, dims, dataType }: Omit<TensorProto, 'raw'>, length: number): void {
  const type = elementTypeOf(dataType);
  if (type && sizeOf(dims) * bytesPerElement(type) !== length) {
    throw malformed(`tensor '${name}' with ${length} bytes for ${type} [${dims.join(', ')}]`);
  }
}

function rawElements(type: ElementType, raw: Uint8Array): ElementStorage[ElementType] {
  // A copy, since raw bytes are seldom aligned. (`slice` of a Node Buffer would be a view.)
  const { buffer } = new Uint8Array(raw);
  return new elementArrays[type](buffer, 0, raw.length / bytesPerElement(type));
}

function listedElements(type: ElementType, bytes: Uint8Array): ElementStorage[ElementType] {
  const fields = readFields(bytes).filter((field) => field.number === LIST[type]);
  if (type === 'int64') return BigInt64Array.from(fields.flatMap(int64s));
  if (type === 'uint64') return BigUint64Array.from(fields.flatMap(int64s));
  const values = fields.flatMap(type === 'float32' ? floats : type === 'float64' ? doubles : integers);
  return elementArrays[type].from(values);
}
