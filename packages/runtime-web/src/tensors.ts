import { CamscopeError, messageOf, type ElementType, type Tensor } from '@camscope/core';
import type { Tensor as OrtTensor } from 'onnxruntime-web/webgpu';
import type { OnnxRuntime } from './load-onnx-runtime.ts';

/**
 * Copies, so that the caller may change the data at once.
 * @param stays whether nobody changes a feed before the run has ended, so that it need not be copied.
 */
export function toOrt(
  ort: OnnxRuntime,
  feeds: Readonly<Record<string, Tensor>>,
  stays: (name: string) => boolean,
): Record<string, OrtTensor> {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, tensor]) => [
      name,
      tensorToOrt(ort, name, stays(name) ? tensor : { ...tensor, data: tensor.data.slice() as never }),
    ]),
  );
}

/** @throws CamscopeError RUNTIME_FAILED for strings. */
export function fromOrt(outputs: Readonly<Record<string, OrtTensor>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, tensor]) => [name, tensorFromOrt(name, tensor)]),
  );
}

function tensorToOrt(ort: OnnxRuntime, name: string, { type, dims, data }: Tensor): OrtTensor {
  try {
    const { buffer, byteOffset, length } = data;
    // Where the engine has a Float16Array, ONNX Runtime wants half floats in one.
    const stored = type === 'float16' && HalfFloats ? new HalfFloats(buffer, byteOffset, length) : data;
    return new ort.Tensor(type, stored as Float32Array, dims);
  } catch (cause) {
    throw new CamscopeError('RUNTIME_FAILED', `The tensor fed as '${name}' contradicts itself`, {
      asked: `${type} [${dims.join(', ')}]`,
      found: messageOf(cause),
      cause,
    });
  }
}

function tensorFromOrt(name: string, { type, dims, data }: OrtTensor): Tensor {
  if (type === 'string') {
    throw new CamscopeError('RUNTIME_FAILED', `Output '${name}' cannot be fetched`, {
      found: 'Its elements are of type string',
      fix: 'Name the outputs wanted, without this one',
    });
  }
  const { buffer, byteOffset, length } = data as Uint16Array;
  const stored = type === 'float16' ? new Uint16Array(buffer, byteOffset, length) : data;
  return { type: type as ElementType, dims, data: stored } as Tensor;
}

const HalfFloats = (
  globalThis as {
    Float16Array?: new (buffer: ArrayBufferLike, byteOffset: number, length: number) => ArrayBufferView;
  }
).Float16Array;
