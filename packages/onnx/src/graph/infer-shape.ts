import { CamscopeError } from '@camscope/core';
import type { OnnxNode } from '../format/node-proto.ts';
import { windowPads } from './window-pads.ts';

/** What the shape of a node's output follows from. */
export interface Known {
  readonly node: OnnxNode;
  /** Shapes of its inputs, those that are left out included. */
  readonly inputs: readonly (readonly number[])[];
  /** The numbers of an input that is constant. */
  numbers(input: number): readonly number[] | undefined;
}

type Inference = (known: Known) => readonly number[];

const same: Inference = ({ inputs }) => inputs[0];

/** As in NumPy. */
const broadcast: Inference = ({ inputs }) => {
  const rank = Math.max(...inputs.map(({ length }) => length));
  const sizeAt = (dims: readonly number[], axis: number) => dims[axis - rank + dims.length] ?? 1;
  return Array.from({ length: rank }, (_, axis) =>
    inputs.map((dims) => sizeAt(dims, axis)).reduce((a, b) => (a === 1 ? b : a)),
  );
};

const matMul: Inference = (known) => {
  const [a, b] = known.inputs;
  const stacks = broadcast({ ...known, inputs: [a.slice(0, -2), b.slice(0, -2)] });
  return [...stacks, a[a.length - 2], b[b.length - 1]];
};

const transpose: Inference = ({ node, inputs: [dims] }) => {
  const perm = node.attribute('perm') as readonly number[] | undefined;
  return (perm ?? dims.map((_, i) => dims.length - 1 - i)).map((axis) => dims[axis]);
};

const reshape: Inference = ({ inputs: [dims], numbers }) => {
  const asked = numbers(1)!.map((size, axis) => (size === 0 ? dims[axis] : size));
  const rest = product(dims) / product(asked.filter((size) => size >= 0));
  return asked.map((size) => (size < 0 ? rest : size));
};

const expand: Inference = (known) => broadcast({ ...known, inputs: [known.inputs[0], known.numbers(1)!] });

const concat: Inference = ({ node, inputs }) => {
  const [first] = inputs;
  const axis = fromFront(Number(node.attribute('axis')), first.length);
  const total = inputs.reduce((sum, dims) => sum + dims[axis], 0);
  return first.map((size, i) => (i === axis ? total : size));
};

const slice: Inference = ({ node, inputs: [dims], numbers }) => {
  const read = (input: number, name: string) =>
    numbers(input) ?? (node.attribute(name) as readonly number[] | undefined);
  const [starts, ends] = [read(1, 'starts')!, read(2, 'ends')!];
  const axes = read(3, 'axes') ?? starts.map((_, i) => i);
  const steps = read(4, 'steps') ?? axes.map(() => 1);
  const sizes = [...dims];
  axes.forEach((axis, i) => {
    const size = dims[axis];
    const within = (place: number) => Math.min(Math.max(place < 0 ? place + size : place, 0), size);
    sizes[axis] = Math.max(0, Math.ceil((within(ends[i]) - within(starts[i])) / steps[i]));
  });
  return sizes;
};

const pad: Inference = ({ node, inputs: [dims], numbers }) => {
  const pads = numbers(1) ?? (node.attribute('pads') as readonly number[]);
  return dims.map((size, axis) => size + pads[axis] + pads[axis + dims.length]);
};

const depthToSpace: Inference = ({ node, inputs: [[count, channels, ...size]] }) => {
  const block = Number(node.attribute('blocksize'));
  return [count, channels / block ** 2, ...size.map((length) => length * block)];
};

const reduce: Inference = ({ node, inputs: [dims], numbers }) => {
  const given = numbers(1) ?? (node.attribute('axes') as readonly number[] | undefined);
  const axes = (given ?? dims.map((_, axis) => axis)).map((axis) => fromFront(axis, dims.length));
  if (Number(node.attribute('keepdims') ?? 1) === 0) return dims.filter((_, axis) => !axes.includes(axis));
  return dims.map((size, axis) => (axes.includes(axis) ? 1 : size));
};

const gather: Inference = ({ node, inputs: [dims, indices] }) => {
  const axis = fromFront(Number(node.attribute('axis') ?? 0), dims.length);
  return [...dims.slice(0, axis), ...indices, ...dims.slice(axis + 1)];
};

const resize: Inference = ({ inputs: [dims], numbers }) => {
  const scales = numbers(2)!;
  return dims.map((size, axis) => Math.floor(size * scales[axis]));
};

const conv: Inference = ({ node, inputs: [dims, weights] }) => {
  const [batch, , ...size] = dims;
  const { kernel, strides, dilations, pads } = walkOf(node, weights.slice(2));
  const reached = size.map((length, i) => {
    const covered = dilations[i] * (kernel[i] - 1) + 1;
    return Math.floor((length + pads[i] + pads[i + size.length] - covered) / strides[i]) + 1;
  });
  return [batch, weights[0], ...reached];
};

const convTranspose: Inference = ({ node, inputs: [dims, weights] }) => {
  const [batch, , ...size] = dims;
  const { kernel, strides, dilations, pads } = walkOf(node, weights.slice(2));
  const extra = (node.attribute('output_padding') as readonly number[] | undefined) ?? kernel.map(() => 0);
  const spread = size.map((length, i) => {
    const covered = (length - 1) * strides[i] + dilations[i] * (kernel[i] - 1) + 1;
    return covered + extra[i] - pads[i] - pads[i + size.length];
  });
  return [batch, weights[1] * Number(node.attribute('group') ?? 1), ...spread];
};

/** Of 1×1 windows, which take every n-th row and column. */
const maxPool: Inference = (known) => {
  const kernel = known.node.attribute('kernel_shape') as readonly number[];
  return conv({ ...known, inputs: [known.inputs[0], [known.inputs[0][1], 1, ...kernel]] });
};

const einsum: Inference = ({ node, inputs }) => {
  const [left, output] = String(node.attribute('equation')).split('->');
  const sizes = new Map(
    left.split(',').flatMap((term, i) => [...term].map((letter, axis) => [letter, inputs[i][axis]])),
  );
  return [...output].map((letter) => sizes.get(letter)!);
};

/** Of every operator that gradients and expressions are written in. */
const inferences: Readonly<Record<string, Inference>> = {
  ...Object.fromEntries(
    [
      ...[
        'Identity',
        'Cast',
        'Not',
        'Abs',
        'Neg',
        'Relu',
        'Exp',
        'Log',
        'Sqrt',
        'Reciprocal',
        'Erf',
        'Sin',
        'Cos',
      ],
      ...['Sigmoid', 'HardSigmoid', 'Tanh', 'Softplus', 'Softmax', 'Clip', 'Sign', 'Floor'],
    ].map((op) => [op, same]),
  ),
  ...Object.fromEntries(
    ['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Min', 'Max', 'Less', 'Greater', 'Equal', 'Or', 'And', 'Where'].map(
      (op) => [op, broadcast],
    ),
  ),
  ...Object.fromEntries(['ReduceSum', 'ReduceMean', 'ReduceMax', 'ReduceMin'].map((op) => [op, reduce])),
  MatMul: matMul,
  Transpose: transpose,
  Reshape: reshape,
  Expand: expand,
  Concat: concat,
  Slice: slice,
  Pad: pad,
  DepthToSpace: depthToSpace,
  Gather: gather,
  Resize: resize,
  Conv: conv,
  ConvTranspose: convTranspose,
  MaxPool: maxPool,
  Einsum: einsum,
};

/**
 * The shape of the one output of a node that a gradient or an expression appended.
 * @throws CamscopeError OPERATOR_UNSUPPORTED for an operator that only the rules of a plugin write.
 */
export function inferShape(known: Known): readonly number[] {
  const { node } = known;
  const inference =
    node.domain === '' && Object.hasOwn(inferences, node.op) ? inferences[node.op] : undefined;
  if (inference) return inference(known);
  throw new CamscopeError('OPERATOR_UNSUPPORTED', `No second gradient passes ${node}, which a rule wrote`, {
    found: `Operators whose shapes are known: ${Object.keys(inferences).sort().join(', ')}`,
    fix: 'Write the rule in these operators, or take one gradient',
  });
}

function walkOf(node: OnnxNode, kernel: readonly number[]) {
  const listed = (name: string) => node.attribute(name) as readonly number[] | undefined;
  const ones = kernel.map(() => 1);
  const [strides, dilations] = [listed('strides') ?? ones, listed('dilations') ?? ones];
  // Of automatic pads the backward pass knows none but VALID.
  const pads = windowPads(node, { kernel, strides, dilations, size: ones, outputSize: ones });
  return { kernel, strides, dilations, pads };
}

function fromFront(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

function product(values: readonly number[]): number {
  return values.reduce((a, b) => a * b, 1);
}
