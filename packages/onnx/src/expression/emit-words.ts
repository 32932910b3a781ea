import { floatTensor, type Expression } from '@camscope/core';
import type { Emitter, Value } from '../edit/emitter.ts';
import { kernels, matrixOf, type UpsampleKernel } from '../numeric/interpolation.ts';
import { misfit, placeOf, resized, type Field, type MapsShape } from './field.ts';
import { principal } from './principal.ts';
import type { Axis } from './words.ts';

type Parameters = Expression['parameters'];

/** How a word of arithmetic is spelt in ONNX operators that every provider has. */
interface Spelling {
  emit(emit: Emitter, operands: readonly Field[], parameters: Parameters): Value;
  /**
   * Shape of the result; by default that of broadcasting.
   * @throws CamscopeError EXPRESSION_INVALID.
   */
  shape?(operands: readonly Field[], parameters: Parameters): MapsShape;
  /** Operands whose values count; of those behind them, only the shape does. All, by default. */
  readonly reads?: number;
}

const ALL = [1, 2, 3];
/** ONNX's number of the type. */
const INT64 = 7;

/** One operator of one operand. */
const operator = (op: string): Spelling => ({ emit: (emit, [x]) => emit.node(op, [x.value]) });

/** Axes become one place each. */
const reduction = (reduce: (emit: Emitter, x: Value, axes: readonly number[]) => Value): Spelling => ({
  emit: (emit, [x], parameters) => reduce(emit, x.value, axesOf(parameters)),
  shape: ([x], { axes }) => resized(x.shape, Object.fromEntries((axes as Axis[]).map((axis) => [axis, 1]))),
});

export const spellings: Readonly<Record<string, Spelling>> = {
  add: { emit: (emit, [a, b]) => emit.add(a.value, b.value) },
  sub: { emit: (emit, [a, b]) => emit.sub(a.value, b.value) },
  mul: { emit: (emit, [a, b]) => emit.mul(a.value, b.value) },
  div: { emit: (emit, [a, b]) => safeDiv(emit, a.value, b.value) },
  // Not by the operators Max and Min, which are not everywhere. What is no number in `a` remains so.
  max: { emit: (emit, [a, b]) => emit.where(emit.isLess(a.value, b.value), b.value, a.value) },
  min: { emit: (emit, [a, b]) => emit.where(emit.isLess(b.value, a.value), b.value, a.value) },
  less: { emit: (emit, [a, b]) => emit.less(a.value, b.value) },
  relu: { emit: (emit, [x]) => emit.relu(x.value) },
  positive: { emit: (emit, [x]) => emit.greater(x.value, emit.scalar(0)) },
  abs: operator('Abs'),
  exp: operator('Exp'),
  log: operator('Log'),
  sqrt: operator('Sqrt'),
  sigmoid: operator('Sigmoid'),
  tanh: operator('Tanh'),
  sum: reduction((emit, x, axes) => emit.reduceSum(x, axes)),
  mean: reduction((emit, x, axes) => emit.reduceMean(x, axes)),
  largest: reduction((emit, x, axes) => emit.reduceMax(x, axes)),
  smallest: reduction(reduceMin),
  softmax: { emit: (emit, [x], parameters) => softmax(emit, x.value, axesOf(parameters)) },
  matmul: {
    emit: (emit, [a, b]) => emit.matMul(a.value, b.value),
    shape: productShape,
  },
  transposed: {
    emit: (emit, [x]) => emit.transpose(x.value, [0, 1, 3, 2]),
    shape: ([{ shape }]) => [shape[0], shape[2], shape[1]],
  },
  flattened: {
    emit: (emit, operands) => emit.reshape(operands[0].value, [-1, ...flatShape(operands)]),
    shape: flatShape,
  },
  mapsLike: {
    emit: (emit, operands) => emit.reshape(operands[0].value, [-1, ...shapeLike(operands)]),
    shape: shapeLike,
    reads: 1,
  },
  identity: {
    emit: (emit, [{ shape }]) => identity(emit, shape[2]),
    shape: ([{ shape }]) => [1, shape[2], shape[2]],
    reads: 0,
  },
  slice: {
    emit: (emit, [x], parameters) => {
      const { axis, start, end } = rangeOf(x, parameters);
      return emit.slice(x.value, [placeOf(axis) + 1], [start], [end]);
    },
    shape: ([x], parameters) => {
      const { axis, start, end } = rangeOf(x, parameters);
      return resized(x.shape, { [axis]: end - start });
    },
  },
  pick: {
    emit: (emit, [values, labels]) => pick(emit, values, labels),
    shape: ([, { shape }]) => [1, shape[1], shape[2]],
  },
  principal: {
    emit: (emit, [x], { squarings }) => principal(emit, x, squarings as number),
    shape: principalShape,
  },
  discarded: { emit: (emit, [x], { share }) => discarded(emit, x, share as number) },
  minMax: { emit: (emit, [x], { epsilon }) => minMax(emit, x.value, epsilon as number) },
  upsample: {
    emit: (emit, [x, { shape }], { kernel }) =>
      upsample(emit, x, [shape[1], shape[2]], kernel as UpsampleKernel),
    shape: ([x, like]) => [x.shape[0], like.shape[1], like.shape[2]],
    reads: 1,
  },
};

/** a / b, and 0 where b is 0. */
function safeDiv(emit: Emitter, a: Value, b: Value): Value {
  const isZero = emit.equal(b, emit.scalar(0));
  return emit.mul(emit.div(a, emit.add(b, isZero)), emit.complement(isZero));
}

function pick(emit: Emitter, values: Field, labels: Field): Value {
  const [, height, width] = labels.shape;
  const at = emit.node('Cast', [emit.reshape(labels.value, [height, width])], { to: INT64 });
  const rows = emit.reshape(values.value, [0, -1]);
  return emit.reshape(emit.node('Gather', [rows, at], { axis: 1 }), [-1, 1, height, width]);
}

export function minMax(emit: Emitter, x: Value, epsilon = 0): Value {
  const low = reduceMin(emit, x, ALL);
  const range = emit.sub(emit.reduceMax(x, ALL), low);
  // A constant map is 0 above its lowest value, whatever that is divided by.
  const divisor = epsilon > 0 ? emit.scalar(epsilon) : emit.equal(range, emit.scalar(0));
  return emit.div(emit.sub(x, low), emit.add(range, divisor));
}

/** As two products with constant matrices: no provider is without them. */
export function upsample(
  emit: Emitter,
  { value, shape }: Field,
  [height, width]: readonly [height: number, width: number],
  kernel: UpsampleKernel = 'bilinear',
): Value {
  const matrix = (size: number, length: number) => {
    const rows = Array.from({ length }, (_, k) => kernels[kernel](k, size, length));
    return emit.constant(floatTensor(matrixOf(rows, size), [length, size]));
  };
  const columns = emit.matMul(matrix(shape[1], height), value);
  return emit.matMul(columns, emit.transpose(matrix(shape[2], width), [1, 0]));
}

function axesOf({ axes }: Parameters): number[] {
  return (axes as readonly Axis[]).map((axis) => placeOf(axis) + 1);
}

function reduceMin(emit: Emitter, x: Value, axes: readonly number[]): Value {
  return emit.node('Neg', [emit.reduceMax(emit.node('Neg', [x]), axes)]);
}

/** Softmax itself has had two meanings, and one axis. */
function softmax(emit: Emitter, x: Value, axes: readonly number[]): Value {
  const powers = emit.node('Exp', [emit.sub(x, emit.reduceMax(x, axes))]);
  return emit.div(powers, emit.reduceSum(powers, axes));
}

function discarded(emit: Emitter, { value, shape: [, rows, columns] }: Field, share: number): Value {
  const count = Math.floor(share * rows * columns);
  if (count === 0) return value;
  const opposite = emit.node('Neg', [emit.reshape(value, [0, 0, -1])]);
  const bound = emit.node('Neg', [emit.slice(emit.largest(opposite, count), [2], [count - 1], [count])]);
  const isKept = emit.greater(value, emit.reshape(bound, [0, 0, 1, 1]));
  const first = Float32Array.from({ length: rows * columns }, (_, i) => (i === 0 ? 1 : 0));
  const corner = emit.constant(floatTensor(first, [1, 1, rows, columns]));
  return emit.mul(value, emit.add(emit.mul(isKept, emit.complement(corner)), corner));
}

function identity(emit: Emitter, size: number): Value {
  const data = Float32Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
  return emit.constant(floatTensor(data, [1, 1, size, size]));
}

function productShape(operands: readonly Field[]): MapsShape {
  const [[channels, rows, inner], [others, length, columns]] = operands.map(({ shape }) => shape);
  const fits = inner === length && (channels === others || channels === 1 || others === 1);
  if (!fits) throw misfit('matmul', operands, 'Make the width of the first the height of the second');
  return [Math.max(channels, others), rows, columns];
}

function principalShape(operands: readonly Field[]): MapsShape {
  const [channels, , columns] = operands[0].shape;
  if (channels !== 1) throw misfit('principal', operands, 'Give a matrix, as `flattened` makes of maps');
  return [1, 1, columns];
}

function flatShape([{ shape }]: readonly Field[]): MapsShape {
  return [1, shape[0], shape[1] * shape[2]];
}

function shapeLike(operands: readonly Field[]): MapsShape {
  const [[channels, rows, columns], [, height, width]] = operands.map(({ shape }) => shape);
  if (channels !== 1 || columns !== height * width)
    throw misfit('mapsLike', operands, 'Give a matrix with a column for each place of the maps');
  return [rows, height, width];
}

function rangeOf(x: Field, { axis, start, end }: Parameters): { axis: Axis; start: number; end: number } {
  const size = x.shape[placeOf(axis as Axis)];
  const range = { axis: axis as Axis, start: start as number, end: (end ?? size) as number };
  if (range.start >= 0 && range.start < range.end && range.end <= size) return range;
  throw misfit('slice', [x], `Ask for a part of 0 to ${size}, not for ${range.start} to ${range.end}`);
}
