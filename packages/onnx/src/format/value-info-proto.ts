import type { ElementType } from '@camscope/core';
import { contents, identifier, integer, text } from '../wire/decode.ts';
import { readFields } from '../wire/read.ts';
import { Writer } from '../wire/writer.ts';
import { DATA_TYPES, elementTypeOf } from './data-types.ts';

/** A declared dimension: a size, a symbol such as `batch`, or '' when nothing is said. */
export type DeclaredDim = number | string;

/** A graph input or output as declared. */
export interface ValueInfo {
  readonly name: string;
  readonly type?: ElementType;
  /** Absent when the rank is not declared. */
  readonly dims?: readonly DeclaredDim[];
}

export function readValueInfo(bytes: Uint8Array): ValueInfo {
  let name = '';
  let type: ElementType | undefined;
  let dims: DeclaredDim[] | undefined;
  for (const field of readFields(bytes)) {
    if (field.number === 1) name = identifier(field);
    else if (field.number === 2) {
      for (const tensor of messages(contents(field), 1)) {
        for (const part of readFields(tensor)) {
          if (part.number === 1) type = elementTypeOf(integer(part));
          else if (part.number === 2) dims = messages(contents(part), 1).map(readDim);
        }
      }
    }
  }
  return { name, type, dims };
}

export function writeValueInfo(info: ValueInfo): Writer {
  const writer = new Writer().text(1, info.name);
  if (!info.type) return writer;
  const tensor = new Writer().integer(1, DATA_TYPES[info.type]);
  if (info.dims) {
    const shape = new Writer();
    for (const dim of info.dims) shape.message(1, writeDim(dim));
    tensor.message(2, shape);
  }
  return writer.message(2, new Writer().message(1, tensor));
}

function readDim(bytes: Uint8Array): DeclaredDim {
  const dims = readFields(bytes).filter((field) => field.number <= 2);
  const last = dims.at(-1);
  if (!last) return '';
  return last.number === 1 ? integer(last) : text(last);
}

function writeDim(dim: DeclaredDim): Writer {
  if (typeof dim === 'number') return new Writer().integer(1, dim);
  return dim === '' ? new Writer() : new Writer().text(2, dim);
}

function messages(bytes: Uint8Array, number: number): Uint8Array[] {
  return readFields(bytes)
    .filter((field) => field.number === number)
    .map(contents);
}
