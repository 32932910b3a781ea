import { inferShape, type Known } from '../graph/infer-shape.ts';

type Dims = readonly number[];
/** Undefined where ONNX Runtime might say something else, or refuse the node. */
type Inference = (known: Known) => Dims | undefined;

const same: Inference = ({ inputs }) => (inputs.length === 1 ? inputs[0] : undefined);

const broadcast: Inference = (known) => {
  const output = inferShape(known);
  const fits = (dims: Dims) => dims.every((size, axis) => [1, output.at(axis - dims.length)].includes(size));
  return known.inputs.every(fits) ? output : undefined;
};

/** Parameters of a channel each; more outputs than one are those of training. */
const perChannel: Inference = ({ inputs: [dims, ...each] }) =>
  each.every(([size, ...more]) => more.length === 0 && size === dims[1]) ? dims : undefined;

const conv: Inference = (known) => {
  const [[, channels, ...size], [maps, each, ...kernel], bias] = known.inputs;
  const group = numberOf(known, 'group') ?? 1;
  const stated = listOf(known, 'kernel_shape');
  const fits =
    channels === each * group &&
    maps % group === 0 &&
    kernel.length === size.length &&
    (bias === undefined || equal(bias, [maps])) &&
    (stated === undefined || equal(stated, kernel));
  return fits && isPlainWalk(known, kernel) ? inferShape(known) : undefined;
};

/** The last window is whole. Means learnt of dilations late. */
const pool: Inference = (known) => {
  const [[, channels, ...size]] = known.inputs;
  const kernel = listOf(known, 'kernel_shape');
  if (!kernel || kernel.length !== size.length) return undefined;
  const pads = listOf(known, 'pads') ?? [];
  const isPlain =
    isPlainWalk(known, kernel) &&
    pads.every((each, i) => each < kernel[i % kernel.length]) &&
    !numberOf(known, 'ceil_mode') &&
    (known.node.op === 'MaxPool' || !listOf(known, 'dilations'));
  if (!isPlain) return undefined;
  // As a convolution of each channel with as many maps.
  const weights = [channels, 1, ...kernel];
  const walk = { attribute: (name: string) => (name === 'group' ? channels : known.node.attribute(name)) };
  return inferShape({
    ...known,
    node: { domain: '', op: 'Conv', ...walk } as Known['node'],
    inputs: [known.inputs[0], weights],
  });
};

const globalPool: Inference = ({ inputs: [[batch, channels, ...size]] }) => [
  batch,
  channels,
  ...size.map(() => 1),
];

const flatten: Inference = (known) => {
  const [dims] = known.inputs;
  const axis = numberOf(known, 'axis') ?? 1;
  const at = axis < 0 ? axis + dims.length : axis;
  if (at < 0 || at > dims.length) return undefined;
  return [product(dims.slice(0, at)), product(dims.slice(at))];
};

const gemm: Inference = (known) => {
  const [a, b, c = []] = known.inputs;
  const [rows, inner] = numberOf(known, 'transA') ? [...a].reverse() : a;
  const [depth, columns] = numberOf(known, 'transB') ? [...b].reverse() : b;
  const addend = [...[1, 1].slice(c.length), ...c];
  const fits =
    a.length === 2 &&
    b.length === 2 &&
    inner === depth &&
    addend.length === 2 &&
    [1, rows].includes(addend[0]) &&
    [1, columns].includes(addend[1]);
  return fits ? [rows, columns] : undefined;
};

const matMul: Inference = (known) => {
  const [a, b] = known.inputs;
  const isOfMatrices = a.length >= 2 && b.length === 2 && a.at(-1) === b[0];
  return isOfMatrices ? inferShape(known) : undefined;
};

const concat: Inference = (known) => {
  const output = inferShape(known);
  const axis = (numberOf(known, 'axis')! + output.length) % output.length;
  const fits = (dims: Dims) =>
    dims.length === output.length && dims.every((size, i) => i === axis || size === output[i]);
  return known.inputs.every(fits) ? output : undefined;
};

const reshape: Inference = (known) => {
  const asked = known.numbers(1);
  if (!asked || numberOf(known, 'allowzero')) return undefined;
  const output = inferShape(known);
  return product(output) === product(known.inputs[0]) ? output : undefined;
};

const transpose: Inference = (known) => {
  const [dims] = known.inputs;
  const perm = listOf(known, 'perm') ?? dims;
  return perm.length === dims.length ? inferShape(known) : undefined;
};

const pad: Inference = (known) => {
  const [[...dims], , , ...axes] = known.inputs;
  const pads = known.numbers(1) ?? listOf(known, 'pads');
  const isPlain = axes.length === 0 && (known.node.attribute('mode') ?? 'constant') === 'constant';
  return isPlain && pads?.length === 2 * dims.length ? inferShape(known) : undefined;
};

const mean: Inference = (known) => {
  const [{ length: rank }] = known.inputs;
  const axes = known.numbers(1) ?? listOf(known, 'axes') ?? [];
  const isSaid = axes.length > 0 && axes.every((axis) => axis >= -rank && axis < rank);
  return isSaid ? inferShape(known) : undefined;
};

/** Bounds are one number each. */
const clip: Inference = ({ inputs: [dims, ...bounds] }) =>
  bounds.every(({ length }) => length === 0) ? dims : undefined;

const constant: Inference = ({ inputs: [dims] }) => dims;

/** Operators of plain classifiers. */
const inferences: Readonly<Record<string, Inference>> = {
  ...all(['Relu', 'LeakyRelu', 'Elu', 'Selu', 'Sigmoid', 'HardSigmoid', 'HardSwish', 'Tanh'], same),
  ...all(['Softplus', 'Erf', 'Exp', 'Sqrt', 'Identity', 'Dropout', 'Softmax', 'LogSoftmax', 'Gelu'], same),
  ...all(['Add', 'Sub', 'Mul', 'Div'], broadcast),
  ...all(['BatchNormalization', 'InstanceNormalization'], perChannel),
  ...all(['MaxPool', 'AveragePool'], pool),
  ...all(['GlobalAveragePool', 'GlobalMaxPool'], globalPool),
  Conv: conv,
  Flatten: flatten,
  Gemm: gemm,
  MatMul: matMul,
  Concat: concat,
  Reshape: reshape,
  Transpose: transpose,
  Pad: pad,
  ReduceMean: mean,
  Clip: clip,
  Constant: constant,
};

/** The shape of the one output of a node of a network; undefined where it does not follow from what is known, or may be wrong. */
export function forwardShape(known: Known): Dims | undefined {
  const { node } = known;
  if (node.domain !== '' || node.outputs.length !== 1 || !Object.hasOwn(inferences, node.op))
    return undefined;
  const output = inferences[node.op](known);
  return output?.every((size) => Number.isInteger(size) && size > 0) ? output : undefined;
}

/** Whether a window's steps are all said, and as many as it has axes. */
function isPlainWalk(known: Known, { length }: Dims): boolean {
  const auto = known.node.attribute('auto_pad') ?? 'NOTSET';
  const lengths = { strides: length, dilations: length, pads: 2 * length };
  return (
    auto === 'NOTSET' &&
    Object.entries(lengths).every(([name, wanted]) =>
      [undefined, wanted].includes(listOf(known, name)?.length),
    )
  );
}

function numberOf({ node }: Known, name: string): number | undefined {
  return node.attribute(name) as number | undefined;
}

function listOf({ node }: Known, name: string): Dims | undefined {
  return node.attribute(name) as Dims | undefined;
}

function all(ops: readonly string[], inference: Inference): Record<string, Inference> {
  return Object.fromEntries(ops.map((op) => [op, inference]));
}

function equal(a: Dims, b: Dims): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}

function product(sizes: Dims): number {
  return sizes.reduce((a, b) => a * b, 1);
}
