import { CamscopeError } from '../errors/camscope-error.ts';

/** Element types that camscope exchanges with a runtime, by their ONNX names, and their storage. */
export interface ElementStorage {
  float32: Float32Array;
  float64: Float64Array;
  uint8: Uint8Array;
  int8: Int8Array;
  uint16: Uint16Array;
  int16: Int16Array;
  int32: Int32Array;
  uint32: Uint32Array;
  int64: BigInt64Array;
  uint64: BigUint64Array;
  /** Raw half-precision bits. */
  float16: Uint16Array;
  /** 0 or 1 in each byte. */
  bool: Uint8Array;
}
export type ElementType = keyof ElementStorage;

/** The typed array that stores each element type. */
export const elementArrays = {
  float32: Float32Array,
  float64: Float64Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  float16: Uint16Array,
  bool: Uint8Array,
} as const;

/** A dense row-major array. `data.length` is the product of `dims`. */
export interface Tensor<T extends ElementType = ElementType> {
  readonly type: T;
  readonly dims: readonly number[];
  readonly data: ElementStorage[T];
}
export type FloatTensor = Tensor<'float32'>;

/** Elements of a tensor of these dimensions; 1 of a scalar. */
export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

/**
 * A float32 tensor over `data`, which is not copied.
 * @throws CamscopeError INTERNAL when the number of elements does not match.
 */
export function floatTensor(data: Float32Array, dims: readonly number[]): FloatTensor {
  if (data.length !== sizeOf(dims)) {
    throw new CamscopeError(
      'INTERNAL',
      `A tensor of shape [${dims.join(', ')}] cannot have ${data.length} elements`,
    );
  }
  return { type: 'float32', dims, data };
}

/** Item `n` along the first axis, as a view: [N,…] → […]. */
export function itemOf(tensor: FloatTensor, n: number): FloatTensor {
  const dims = tensor.dims.slice(1);
  const size = sizeOf(dims);
  return { type: 'float32', dims, data: tensor.data.subarray(n * size, (n + 1) * size) };
}

/**
 * Tensors of equal shape joined along a new first axis: N × […] → [N,…].
 * @throws CamscopeError INTERNAL when the shapes differ or there are none.
 */
export function stack(tensors: readonly FloatTensor[]): FloatTensor {
  const first = tensors[0];
  if (!first) throw new CamscopeError('INTERNAL', 'Cannot stack no tensors');
  const size = sizeOf(first.dims);
  const data = new Float32Array(size * tensors.length);
  tensors.forEach((tensor, n) => {
    if (tensor.dims.join() !== first.dims.join()) {
      throw new CamscopeError('INTERNAL', 'Cannot stack tensors of different shapes', {
        found: `[${first.dims.join(', ')}] and [${tensor.dims.join(', ')}]`,
      });
    }
    data.set(tensor.data, n * size);
  });
  return { type: 'float32', dims: [tensors.length, ...first.dims], data };
}
