import { floatTensor, type Expression } from '@camscope/core';
import type { Emitter, Value } from '../edit/emitter.ts';
import { kernels, matrixOf, type UpsampleKernel } from '../numeric/interpolation.ts';

/** A compiled expression. */
export interface Field {
  readonly value: Value;
  /** Height and width, [1, 1] for weights and numbers. */
  readonly size: Size;
  /** What its first axis counts; nothing where there is one for all. */
  readonly per?: 'image' | 'row';
}
export type Size = readonly [height: number, width: number];

/** How a word of arithmetic is spelt in ONNX operators. */
interface Spelling {
  emit(emit: Emitter, operands: readonly Field[], parameters: Expression['parameters']): Value;
  /** Size of the result; by default that of broadcasting. */
  size?(operands: readonly Field[]): Size;
}

const ALL = [1, 2, 3];
const single = (): Size => [1, 1];

export const spellings: Readonly<Record<string, Spelling>> = {
  add: { emit: (emit, [a, b]) => emit.add(a.value, b.value) },
  sub: { emit: (emit, [a, b]) => emit.sub(a.value, b.value) },
  mul: { emit: (emit, [a, b]) => emit.mul(a.value, b.value) },
  div: { emit: (emit, [a, b]) => safeDiv(emit, a.value, b.value) },
  relu: { emit: (emit, [x]) => emit.relu(x.value) },
  positive: { emit: (emit, [x]) => emit.greater(x.value, emit.scalar(0)) },
  abs: { emit: (emit, [x]) => emit.node('Abs', [x.value]) },
  spatialMean: { emit: (emit, [x]) => emit.reduceMean(x.value, [2, 3]), size: single },
  spatialSum: { emit: (emit, [x]) => emit.reduceSum(x.value, [2, 3]), size: single },
  channelSum: { emit: (emit, [x]) => emit.reduceSum(x.value, [1]) },
  channelMean: { emit: (emit, [x]) => emit.reduceMean(x.value, [1]) },
  channelMax: { emit: (emit, [x]) => emit.reduceMax(x.value, [1]) },
  minMax: { emit: (emit, [x], { epsilon }) => minMax(emit, x.value, epsilon as number) },
  upsample: {
    emit: (emit, [x, like], { kernel }) => upsample(emit, x, like.size, kernel as UpsampleKernel),
    size: ([, like]) => like.size,
  },
};

/** Height and width that broadcasting gives. */
export function broadcastSize(operands: readonly Field[]): Size {
  const along = (axis: 0 | 1) => Math.max(1, ...operands.map(({ size }) => size[axis]));
  return [along(0), along(1)];
}

/** a / b, and 0 where b is 0. */
function safeDiv(emit: Emitter, a: Value, b: Value): Value {
  const isZero = emit.equal(b, emit.scalar(0));
  return emit.mul(emit.div(a, emit.add(b, isZero)), emit.complement(isZero));
}

export function minMax(emit: Emitter, x: Value, epsilon = 0): Value {
  const low = emit.node('Neg', [emit.reduceMax(emit.node('Neg', [x]), ALL)]);
  const range = emit.sub(emit.reduceMax(x, ALL), low);
  // A constant map is 0 above its lowest value, whatever that is divided by.
  const divisor = epsilon > 0 ? emit.scalar(epsilon) : emit.equal(range, emit.scalar(0));
  return emit.div(emit.sub(x, low), emit.add(range, divisor));
}

/** As two products with constant matrices: no provider is without them. */
export function upsample(
  emit: Emitter,
  x: Field,
  [height, width]: Size,
  kernel: UpsampleKernel = 'bilinear',
): Value {
  const matrix = (size: number, length: number) => {
    const rows = Array.from({ length }, (_, k) => kernels[kernel](k, size, length));
    return emit.constant(floatTensor(matrixOf(rows, size), [length, size]));
  };
  const columns = emit.matMul(matrix(x.size[0], height), x.value);
  return emit.matMul(columns, emit.transpose(matrix(x.size[1], width), [1, 0]));
}
