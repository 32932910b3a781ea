import type { AttributeValue, Tensor } from '@camscope/core';
import { append, contents, float, floats, identifier, integer, integers, text } from '../wire/decode.ts';
import { malformed } from '../wire/malformed.ts';
import { readFields } from '../wire/read.ts';
import { Writer } from '../wire/writer.ts';
import { readSparseTensor, readTensorProto, writeTensorProto, type TensorProto } from './tensor-proto.ts';

/** An attribute as read: a value, tensors, or the bytes of subgraphs. */
export interface Attribute {
  readonly name: string;
  readonly value?: AttributeValue;
  readonly tensors: readonly TensorProto[];
  /** GraphProto bytes of If, Loop and Scan bodies. */
  readonly graphs: readonly Uint8Array[];
}

/** An attribute to be written. A number is an integer; a float says so. */
export type AttributeInput =
  | number
  | { readonly float: number }
  | string
  | readonly number[]
  | { readonly floats: readonly number[] }
  | Tensor;
export type AttributeInputs = Readonly<Record<string, AttributeInput>>;

/** AttributeProto.AttributeType. */
const TYPE = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
  strings: 8,
  graphs: 10,
} as const;

/** @throws CamscopeError MODEL_MALFORMED. */
export function readAttribute(bytes: Uint8Array): Attribute {
  let name = '';
  let type = 0;
  const scalars: Scalars = {};
  const lists: Lists = { floats: [], ints: [], strings: [] };
  const tensors: TensorProto[] = [];
  const graphs: Uint8Array[] = [];
  for (const field of readFields(bytes)) {
    if (field.number === 1) name = identifier(field);
    else if (field.number === 2) scalars.float = float(field);
    else if (field.number === 3) scalars.int = integer(field);
    else if (field.number === 4) scalars.string = text(field);
    else if (field.number === 5 || field.number === 10) tensors.push(readTensorProto(contents(field)));
    else if (field.number === 6 || field.number === 11) graphs.push(contents(field));
    else if (field.number === 7) append(lists.floats, floats(field));
    else if (field.number === 8) append(lists.ints, integers(field));
    else if (field.number === 9) lists.strings.push(text(field));
    else if (field.number === 20) type = integer(field);
    else if (field.number === 22 || field.number === 23) readSparseTensor(contents(field));
  }
  if (name === '') throw malformed('an attribute without a name');
  return { name, value: valueOf(type, scalars, lists), tensors, graphs };
}

export function writeAttribute(name: string, value: AttributeInput): Writer {
  const writer = new Writer().text(1, name);
  if (typeof value === 'number') return writer.integer(3, value).integer(20, TYPE.int);
  if (typeof value === 'string') return writer.text(4, value).integer(20, TYPE.string);
  if ('float' in value) return writer.float(2, value.float).integer(20, TYPE.float);
  if ('floats' in value) return writer.floats(7, value.floats).integer(20, TYPE.floats);
  if ('dims' in value) return writer.message(5, writeTensorProto('', value)).integer(20, TYPE.tensor);
  return writer.integers(8, value).integer(20, TYPE.ints);
}

interface Scalars {
  float?: number;
  int?: number;
  string?: string;
}

interface Lists {
  readonly floats: number[];
  readonly ints: number[];
  readonly strings: string[];
}

/** Proto3 writers leave out zeros, so the type says what an absent value means. */
function valueOf(type: number, scalars: Scalars, lists: Lists): AttributeValue | undefined {
  if (type === TYPE.float) return scalars.float ?? 0;
  if (type === TYPE.int) return scalars.int ?? 0;
  if (type === TYPE.string) return scalars.string ?? '';
  if (type === TYPE.floats) return lists.floats;
  if (type === TYPE.ints) return lists.ints;
  if (type === TYPE.strings) return lists.strings;
  if (type !== 0) return undefined;
  // Before IR version 2 there were no types.
  const filled = [lists.ints, lists.floats, lists.strings].find((list) => list.length > 0);
  return scalars.int ?? scalars.float ?? scalars.string ?? filled;
}
