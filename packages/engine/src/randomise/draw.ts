import { CamscopeError, type Tensor } from '@camscope/core';
import { gaussian, random } from '@camscope/onnx';

/**
 * How weights are drawn anew. `permute`: a tensor's own numbers in another order. `normal`: from a normal distribution of
 * the tensor's mean and standard deviation, integers rounded into their range; a tensor without a negative number, such
 * as a variance, is permuted all the same.
 */
export const draws = ['permute', 'normal'] as const;
export type Draw = (typeof draws)[number];

const RANGES = { int8: [-128, 127], uint8: [0, 255], int32: [-(2 ** 31), 2 ** 31 - 1] } as const;

/**
 * A tensor of the same type and shape with other numbers, which the seed and the name decide.
 * @throws CamscopeError MODEL_UNSUPPORTED for normal numbers in half precision.
 */
export function redraw(name: string, tensor: Tensor, draw: Draw, seed: number): Tensor {
  const own = hash(`${seed}:${name}`);
  if (draw === 'permute') return permuted(tensor, own);
  if (tensor.type === 'float16') {
    throw new CamscopeError(
      'MODEL_UNSUPPORTED',
      'Half-precision weights cannot be drawn from a normal distribution',
      {
        found: `Weights '${name}'`,
        fix: 'Permute them',
      },
    );
  }
  const values = Float64Array.from(tensor.data as Iterable<number>);
  return values.some((value) => value < 0) ? normal(tensor, values, own) : permuted(tensor, own);
}

/** Fisher and Yates. */
function permuted(tensor: Tensor, seed: number): Tensor {
  const next = random(seed);
  const data = tensor.data.slice() as Float32Array;
  for (let i = data.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    const value = data[i];
    data[i] = data[j];
    data[j] = value;
  }
  return { ...tensor, data };
}

function normal(tensor: Tensor, values: Float64Array, seed: number): Tensor {
  const next = gaussian(seed);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const data = tensor.data.slice() as Float32Array;
  const range = tensor.type in RANGES ? RANGES[tensor.type as keyof typeof RANGES] : undefined;
  for (let i = 0; i < data.length; i++) {
    const value = mean + deviation * next();
    data[i] = range ? Math.min(range[1], Math.max(range[0], Math.round(value))) : value;
  }
  return { ...tensor, data };
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state >>> 0;
}
