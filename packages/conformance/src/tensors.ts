import { floatTensor, sizeOf, type FloatTensor, type Tensor } from '@camscope/core';
import { random } from '@camscope/onnx';

/** A float32 tensor of seeded uniform numbers in [−scale, scale). */
export function noise(seed: number, dims: readonly number[], scale = 1): FloatTensor {
  const next = random(seed);
  const data = Float32Array.from({ length: sizeOf(dims) }, () => (2 * next() - 1) * scale);
  return floatTensor(data, dims);
}

/** A float32 tensor from nested lists written flat. */
export function floats(values: readonly number[], dims: readonly number[] = [values.length]): FloatTensor {
  return floatTensor(Float32Array.from(values), dims);
}

/** An int64 vector: axes, shapes, starts. */
export function ints(values: readonly number[]): Tensor<'int64'> {
  return { type: 'int64', dims: [values.length], data: BigInt64Array.from(values, BigInt) };
}

/** A float32 scalar. */
export function scalar(value: number): FloatTensor {
  return floatTensor(Float32Array.of(value), []);
}
