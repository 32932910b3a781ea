import type { Expression } from '@camscope/core';
import { gaussian } from '@camscope/onnx/expressions';
import { elementOf, fieldOf, filled, placewise, reduced, type Field } from './field.ts';

type Meaning = (operands: readonly Field[], parameters: Expression['parameters']) => Field;

const AXES = ['channels', 'height', 'width'];

const each =
  (f: (...values: number[]) => number): Meaning =>
  (operands) =>
    placewise(f, ...operands);
const over =
  (of: (values: number[]) => number): Meaning =>
  ([x], { axes }) =>
    reduced(x, axesOf(axes), of);

export const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const highest = (values: readonly number[]): number => Math.max(...values);
const lowest = (values: readonly number[]): number => Math.min(...values);

/** What the words of arithmetic mean, computed place by place in float64: nothing of it is shared with what compiles them. */
export const meanings: Readonly<Record<string, Meaning>> = {
  number: (_, { value }) => fieldOf([value as number], [1]),
  add: each((a, b) => a + b),
  sub: each((a, b) => a - b),
  mul: each((a, b) => a * b),
  div: each((a, b) => (b === 0 ? 0 : a / b)),
  max: each((a, b) => Math.max(a, b)),
  min: each((a, b) => Math.min(a, b)),
  less: each((a, b) => Number(a < b)),
  relu: each((x) => Math.max(x, 0)),
  positive: each((x) => Number(x > 0)),
  abs: each(Math.abs),
  exp: each(Math.exp),
  log: each(Math.log),
  sqrt: each(Math.sqrt),
  sigmoid: each((x) => 1 / (1 + Math.exp(-x))),
  tanh: each(Math.tanh),
  sum: over(total),
  mean: over((values) => total(values) / values.length),
  largest: over(highest),
  smallest: over(lowest),
  softmax([x], { axes }) {
    const powers = placewise(Math.exp, x);
    return placewise((a, b) => a / b, powers, reduced(powers, axesOf(axes), total));
  },
  matmul: ([a, b]) => product(a, b),
  transposed: ([x]) => turned(x),
  flattened: ([
    {
      dims: [channels, height, width],
      data,
    },
  ]) => fieldOf(data, [1, channels, height * width]),
  mapsLike: ([{ data, dims }, like]) => fieldOf(data, [dims[1], like.dims[1], like.dims[2]]),
  identity: ([{ dims }]) => filled([1, dims[2], dims[2]], (_, y, x) => Number(y === x)),
  slice([x], { axis, start, end }) {
    const at = AXES.indexOf(axis as string);
    const dims = x.dims.map((size, i) => (i === at ? ((end as number) ?? size) - (start as number) : size));
    const from = (i: number) => (i === at ? (start as number) : 0);
    return filled(dims as unknown as Field['dims'], (c, y, x0) =>
      elementOf(x, c + from(0), y + from(1), x0 + from(2)),
    );
  },
  pick: ([values, labels]) => placewise((label) => values.data[label], labels),
  principal: ([matrix]) => projected(matrix),
  minMax([x], { epsilon }) {
    const [low, high] = [lowest([...x.data]), highest([...x.data])];
    const range = high - low + (epsilon as number);
    return placewise((value) => (range === 0 ? 0 : (value - low) / range), x);
  },
  upsample([x, like], { kernel }) {
    const place = Object.hasOwn(places, kernel as string) ? places[kernel as string] : undefined;
    if (!place)
      throw new Error(`the kernel '${String(kernel)}' has no meaning here: give the maps as 'expected'`);
    const [, height, width] = like.dims;
    return filled([x.dims[0], height, width], (c, row, column) =>
      between(x, c, place(row, x.dims[1], height), place(column, x.dims[2], width)),
    );
  },
};

function axesOf(names: unknown): number[] {
  return (names as readonly string[]).map((name) => AXES.indexOf(name));
}

export function product(a: Field, b: Field): Field {
  const inner = a.dims[2];
  return filled([Math.max(a.dims[0], b.dims[0]), a.dims[1], b.dims[2]], (c, y, x) => {
    let sum = 0;
    for (let i = 0; i < inner; i++)
      sum += elementOf(a, c, inRange(y, a.dims[1]), i) * elementOf(b, c, i, inRange(x, b.dims[2]));
    return sum;
  });
}

const inRange = (place: number, size: number): number => (size === 1 ? 0 : place);

function turned(field: Field): Field {
  const [channels, height, width] = field.dims;
  return filled([channels, width, height], (c, y, x) => elementOf(field, c, x, y));
}

/** Steps of power iteration, far beyond what a method asks for. */
const STEPS = 3000;

/** σ₁v₁ᵀ of a matrix, with the sign that the start of the iteration gives it. */
function projected(matrix: Field): Field {
  const [, rows, columns] = matrix.dims;
  const gram = rows > columns ? product(turned(matrix), matrix) : product(matrix, turned(matrix));
  const next = gaussian(1);
  let vector = unit(fieldOf(Float32Array.from({ length: gram.dims[1] }, next), [1, gram.dims[1], 1]));
  for (let step = 0; step < STEPS; step++) vector = unit(product(gram, vector));
  const left = rows > columns ? unit(product(matrix, vector)) : vector;
  return product(turned(left), matrix);
}

function unit(field: Field): Field {
  const length = Math.hypot(...field.data);
  return placewise((value) => (length === 0 ? 0 : value / length), field);
}

/** Where a place of an axis of `length` lies on one of `size`. */
const places: Readonly<Record<string, (k: number, size: number, length: number) => number>> = {
  bilinear: (k, size, length) => ((k + 0.5) * size) / length - 0.5,
  'bilinear-align-corners': (k, size, length) => (length > 1 ? (k * (size - 1)) / (length - 1) : 0),
  nearest: (k, size, length) => Math.floor((k * size) / length),
};

/** Between the centres of pixels, edges continued. */
function between({ dims, data }: Field, c: number, y: number, x: number): number {
  const at = (exact: number, size: number) => {
    const inside = Math.min(Math.max(exact, 0), size - 1);
    const low = Math.floor(inside);
    return [low, Math.min(low + 1, size - 1), inside - low] as const;
  };
  const [top, bottom, down] = at(y, dims[1]);
  const [left, right, across] = at(x, dims[2]);
  const value = (row: number, column: number) => data[(c * dims[1] + row) * dims[2] + column];
  const mixed = (row: number) => value(row, left) * (1 - across) + value(row, right) * across;
  return mixed(top) * (1 - down) + mixed(bottom) * down;
}
