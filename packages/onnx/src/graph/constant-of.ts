import type { Tensor } from '@camscope/core';
import { malformed } from '../wire/malformed.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import { decodeTensor } from '../format/tensor-proto.ts';

/** What a Constant may hold in place of a tensor, and the type that it then has. */
const NUMBERS = {
  value_float: 'float32',
  value_floats: 'float32',
  value_int: 'int64',
  value_ints: 'int64',
} as const;

/**
 * What a Constant node holds; undefined for text, sparse tensors and types camscope has no use for.
 * @throws CamscopeError MODEL_MALFORMED.
 */
export function constantOf(node: OnnxNode): Tensor | undefined {
  const tensor = node.attributes.get('value')?.tensors[0];
  if (tensor) return decodeTensor(tensor);
  for (const [name, type] of Object.entries(NUMBERS)) {
    const value = node.attribute(name);
    if (value === undefined) continue;
    const numbers = [value].flat().map(Number);
    const dims = typeof value === 'number' ? [] : [numbers.length];
    if (type === 'float32') return { type, dims, data: Float32Array.from(numbers) };
    if (!numbers.every(Number.isInteger))
      throw malformed(`${node} with '${name}' of [${numbers.slice(0, 8).join(', ')}]`);
    return { type, dims, data: BigInt64Array.from(numbers, toInt64) };
  }
  return undefined;
}

/** Attributes are read as doubles, in which the largest int64, the "to the end" of a Slice, is rounded up past it. */
function toInt64(value: number): bigint {
  return value >= 2 ** 63 ? 2n ** 63n - 1n : BigInt(value);
}
