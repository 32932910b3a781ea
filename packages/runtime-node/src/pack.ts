import {
  elementArrays,
  type ByteSource,
  type ElementStorage,
  type ElementType,
  type Tensor,
} from '@camscope/core';
import type { Transferable } from 'node:worker_threads';

/** What crosses to a worker: copies of the caller's data, which are then moved. */
export interface Packed<T> {
  readonly value: T;
  readonly transfer: readonly Transferable[];
}

// Structured cloning would copy twice, and the whole buffer behind a view. A typed array's constructor copies the
// view alone, out of shared memory too, which ONNX Runtime refuses.

export function packFeeds(feeds: Readonly<Record<string, Tensor>>): Packed<Record<string, Tensor>> {
  const value: Record<string, Tensor> = {};
  const transfer: Transferable[] = [];
  for (const [name, { type, dims, data }] of Object.entries(feeds)) {
    const copy = copyOf(type, data);
    value[name] = { type, dims: [...dims], data: copy };
    transfer.push(copy.buffer as ArrayBuffer);
  }
  return { value, transfer };
}

export function packBytes(bytes: Uint8Array): Packed<Uint8Array> {
  const value = new Uint8Array(bytes);
  return { value, transfer: [value.buffer] };
}

/** Paths stay paths: the worker reads the files itself. */
export function packSources(sources: ReadonlyMap<string, ByteSource>): Packed<Map<string, ByteSource>> {
  const value = new Map<string, ByteSource>();
  const transfer: Transferable[] = [];
  for (const [location, source] of sources) {
    if ('path' in source) {
      value.set(location, { path: source.path });
    } else {
      const bytes = packBytes(source.bytes);
      value.set(location, { bytes: bytes.value });
      transfer.push(...bytes.transfer);
    }
  }
  return { value, transfer };
}

function copyOf<Type extends ElementType>(type: Type, data: ElementStorage[Type]): ElementStorage[Type] {
  return new elementArrays[type](data as never) as ElementStorage[Type];
}
