import {
  elementArrays,
  type ByteSource,
  type ElementStorage,
  type ElementType,
  type ModelSource,
  type Tensor,
} from '@camscope/core';
import type { Transferable } from 'node:worker_threads';
import type { RunRequest } from './protocol.ts';

/** What crosses to a worker: copies of the caller's data, which are then moved, and what the caller gives away. */
export interface Packed<T> {
  readonly value: T;
  readonly transfer: readonly Transferable[];
}

// Structured cloning would copy twice, and the whole buffer behind a view. A typed array's constructor copies the
// view alone, out of shared memory too, which ONNX Runtime refuses.

/**
 * @param kept what the worker keeps of `constant` feeds, by name: brought up to date, so what is packed is to be sent.
 * @param lent memory that is moved as it is.
 */
export function packFeeds(
  feeds: Readonly<Record<string, Tensor>>,
  constant: readonly string[],
  kept: Map<string, Tensor>,
  lent: readonly ArrayBuffer[],
): Packed<Omit<RunRequest, 'fetch'>> {
  const again = constant.filter((name) => kept.has(name) && kept.get(name) === feeds[name]);
  const crossing: Record<string, Tensor> = {};
  const copies: ArrayBuffer[] = [];
  for (const [name, { type, dims, data }] of Object.entries(feeds)) {
    if (again.includes(name)) continue;
    const moves = lent.includes(data.buffer as ArrayBuffer);
    const crosses = moves ? data : copyOf(type, data);
    crossing[name] = { type, dims: [...dims], data: crosses };
    if (!moves) copies.push(crosses.buffer as ArrayBuffer);
  }
  const keep = constant.filter((name) => name in crossing);
  for (const name of keep) kept.set(name, feeds[name]);
  return { value: { feeds: crossing, keep, again, lent }, transfer: [...copies, ...lent] };
}

export function packModel({ proto, external }: ModelSource): Packed<ModelSource> {
  const bytes = packBytes(proto);
  const sources = packSources(external);
  return {
    value: { proto: bytes.value, external: sources.value },
    transfer: [...bytes.transfer, ...sources.transfer],
  };
}

function packBytes(bytes: Uint8Array): Packed<Uint8Array> {
  const value = new Uint8Array(bytes);
  return { value, transfer: [value.buffer] };
}

/** Paths stay paths: the worker reads the files itself. */
function packSources(sources: ReadonlyMap<string, ByteSource>): Packed<Map<string, ByteSource>> {
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
