import { floatTensor } from '@camscope/core';
import type { Emitter, Value } from '../edit/emitter.ts';
import { halfPixel, linearRow, matrixOf } from '../numeric/interpolation.ts';

/** A compiled expression. */
export interface Field {
  readonly value: Value;
  /** Height and width, [1, 1] for weights and numbers. */
  readonly size: Size;
}
export type Size = readonly [height: number, width: number];

/** How a word of arithmetic is spelt in ONNX operators. */
interface Spelling {
  emit(emit: Emitter, operands: readonly Field[]): Value;
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
  minMax: { emit: (emit, [x]) => minMax(emit, x.value) },
  upsample: { emit: (emit, [x, like]) => upsample(emit, x, like.size), size: ([, like]) => like.size },
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

function minMax(emit: Emitter, x: Value): Value {
  const low = emit.node('Neg', [emit.reduceMax(emit.node('Neg', [x]), ALL)]);
  return safeDiv(emit, emit.sub(x, low), emit.sub(emit.reduceMax(x, ALL), low));
}

/** Bilinear with half-pixel centres, as two products with constant matrices: no provider is without them. */
function upsample(emit: Emitter, x: Field, [height, width]: Size): Value {
  const matrix = (size: number, length: number) => {
    const rows = Array.from({ length }, (_, k) => linearRow(halfPixel(k, size, length), size));
    return emit.constant(floatTensor(matrixOf(rows, size), [length, size]));
  };
  const columns = emit.matMul(matrix(x.size[0], height), x.value);
  return emit.matMul(columns, emit.transpose(matrix(x.size[1], width), [1, 0]));
}
