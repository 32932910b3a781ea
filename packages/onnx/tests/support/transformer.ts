import { floatTensor, type Tensor } from '@camscope/core';
import { createModel, random, type NodeInput } from '@camscope/onnx';
import { probed } from './probed.ts';

const WIDTH = 6;
const HEADS = 2;
const PLACES = 4;

/** How the tiny transformer differs from ViT. */
export interface Variant {
  /** Tokens before the four patches. */
  readonly prefix?: number;
  /** Norms behind branches, as in Swin v2. */
  readonly postNorm?: boolean;
  /**
   * What weights of attention go through: `heads`, images and heads on one axis; `windows`, two tokens each; `gated`, others beside
   * those of the first block, as in ConViT; or one operator.
   */
  readonly attention?: 'guarded' | 'heads' | 'windows' | 'gated' | 'fused';
  /** What follows the last block, from `x2` to `logits`; the first token by default. */
  readonly tail?: readonly NodeInput[];
}

/** Two blocks of attention and of two linear layers, on 2 x 2 patches of six features, with two heads: probed. */
export function transformer(variant: Variant = {}) {
  const { prefix = 1, tail } = variant;
  const tokens = prefix + PLACES;
  const weights: Record<string, Tensor> = {
    kernel: noise(WIDTH, 1, 4, 4),
    first: noise(1, prefix, WIDTH),
    inRows: ints(1, WIDTH, PLACES),
    inHeads: ints(1, tokens, HEADS, WIDTH / HEADS),
    inStack: ints(HEADS, tokens, WIDTH / HEADS),
    inWindows: ints(PLACES / 2, 2, HEADS, WIDTH / HEADS),
    inTokens: ints(1, tokens, WIDTH),
    one: noise(WIDTH),
    none: floatTensor(Float32Array.of(0), [1]),
    half: floatTensor(Float32Array.of(0.5), [1]),
    tenth: floatTensor(Float32Array.of(0.1), [1]),
    zero: { type: 'int64', dims: [], data: BigInt64Array.of(0n) },
    square: noise(WIDTH, WIDTH),
    wide: noise(WIDTH, 3),
    back: noise(3, WIDTH),
    classes: noise(WIDTH, 2),
  };
  const joint: NodeInput = {
    op: 'Concat',
    inputs: ['first', 'places'],
    outputs: ['x0'],
    attributes: { axis: 1 },
  };
  return probed(
    createModel({
      opset: variant.attention === 'fused' ? 23 : 17,
      nodes: [
        { op: 'Conv', inputs: ['image', 'kernel'], outputs: ['patches'], attributes: { strides: [4, 4] } },
        { op: 'Reshape', inputs: ['patches', 'inRows'], outputs: ['rows'] },
        transposed('rows', prefix > 0 ? 'places' : 'x0', 0, 2, 1),
        ...(prefix > 0 ? [joint] : []),
        ...block('x0', 'x1', variant),
        ...block('x1', 'x2', variant),
        ...(tail ?? [
          { op: 'Gather', inputs: ['x2', 'zero'], outputs: ['read'], attributes: { axis: 1 } },
          { op: 'MatMul', inputs: ['read', 'classes'], outputs: ['logits'] },
        ]),
      ],
      initializers: weights,
      inputs: [{ name: 'image', type: 'float32', dims: [1, 1, 8, 8] }],
      outputs: [{ name: 'logits' }],
    }),
  );
}

/** The names of values are those of their block and what they are: `x1/norm1`. */
function block(from: string, to: string, { postNorm = false, attention }: Variant): NodeInput[] {
  const norm = (input: string, output: string): NodeInput[] => [
    { op: 'LayerNormalization', inputs: [input, 'one', 'one'], outputs: [output] },
  ];
  const branch = (input: string, name: string, inner: (input: string, output: string) => NodeInput[]) =>
    postNorm
      ? [...inner(input, `${to}/branch${name}`), ...norm(`${to}/branch${name}`, `${to}/norm${name}`)]
      : [...norm(input, `${to}/norm${name}`), ...inner(`${to}/norm${name}`, `${to}/branch${name}`)];
  const added = postNorm ? 'norm' : 'branch';
  return [
    ...branch(from, '1', (input, output) => attending(input, output, to, attention)),
    { op: 'Add', inputs: [from, `${to}/${added}1`], outputs: [`${to}/sum`] },
    ...branch(`${to}/sum`, '2', (input, output) => [
      { op: 'MatMul', inputs: [input, 'wide'], outputs: [`${to}/hidden`] },
      { op: 'Relu', inputs: [`${to}/hidden`], outputs: [`${to}/active`] },
      { op: 'MatMul', inputs: [`${to}/active`, 'back'], outputs: [output] },
    ]),
    { op: 'Add', inputs: [`${to}/sum`, `${to}/${added}2`], outputs: [to] },
  ];
}

function attending(input: string, output: string, at: string, kind: Variant['attention']): NodeInput[] {
  const linear = (name: string): NodeInput => ({
    op: 'MatMul',
    inputs: [input, 'square'],
    outputs: [`${at}/${name}`],
  });
  const [q, k, v] = ['q', 'k', 'v'].map((name) => `${at}/${name}`);
  const last: NodeInput = { op: 'MatMul', inputs: [`${at}/joined`, 'square'], outputs: [output] };
  if (kind === 'fused') {
    const heads = { q_num_heads: HEADS, kv_num_heads: HEADS };
    const fused: NodeInput = {
      op: 'Attention',
      name: `${at}/fused`,
      inputs: [q, k, v],
      outputs: [`${at}/joined`],
      attributes: heads,
    };
    return [linear('q'), linear('k'), linear('v'), fused, last];
  }
  const shape = { heads: 'inStack', windows: 'inWindows' }[kind as string] ?? 'inHeads';
  const isStack = kind === 'heads';
  const apart = (name: string, ...perm: number[]): NodeInput[] => [
    linear(name),
    { op: 'Reshape', inputs: [`${at}/${name}`, shape], outputs: [`${at}/${name}/apart`] },
    transposed(`${at}/${name}/apart`, `${at}/${name}/heads`, ...perm),
  ];
  const weights = `${at}/attention`;
  const isGated = kind === 'gated' && at === 'x1';
  const used = kind === 'guarded' ? `${at}/guarded` : isGated ? `${at}/gated` : weights;
  return [
    ...apart('q', ...(isStack ? [0, 1, 2] : [0, 2, 1, 3])),
    ...apart('k', ...(isStack ? [0, 2, 1] : [0, 2, 3, 1])),
    ...apart('v', ...(isStack ? [0, 1, 2] : [0, 2, 1, 3])),
    { op: 'MatMul', inputs: [`${q}/heads`, `${k}/heads`], outputs: [`${at}/products`] },
    { op: 'Softmax', inputs: [`${at}/products`], outputs: [weights] },
    ...(kind === 'guarded' ? guard(weights, used, at) : []),
    ...(isGated ? gate(weights, used, at) : []),
    { op: 'MatMul', inputs: [used, `${v}/heads`], outputs: [`${at}/weighted`] },
    transposed(`${at}/weighted`, `${at}/turned`, ...(isStack ? [0, 1, 2] : [0, 2, 1, 3])),
    { op: 'Reshape', inputs: [`${at}/turned`, 'inTokens'], outputs: [`${at}/joined`] },
    last,
  ];
}

/** Zeros in place of NaN, as PyTorch's exporter writes it. */
function guard(weights: string, guarded: string, at: string): NodeInput[] {
  return [
    { op: 'IsNaN', inputs: [weights], outputs: [`${at}/nan`] },
    { op: 'Where', inputs: [`${at}/nan`, 'none', weights], outputs: [`${at}/where`] },
    { op: 'Identity', inputs: [`${at}/where`], outputs: [guarded] },
  ];
}

/** The mean with weights that are the same for each token. */
function gate(weights: string, gated: string, at: string): NodeInput[] {
  return [
    { op: 'Mul', inputs: [weights, 'half'], outputs: [`${at}/own`] },
    { op: 'Add', inputs: [`${at}/own`, 'tenth'], outputs: [gated] },
  ];
}

function transposed(input: string, output: string, ...perm: number[]): NodeInput {
  return { op: 'Transpose', inputs: [input], outputs: [output], attributes: { perm } };
}

function ints(...values: number[]): Tensor {
  return { type: 'int64', dims: [values.length], data: BigInt64Array.from(values, BigInt) };
}

function noise(...dims: number[]): Tensor {
  const next = random(dims.length);
  const size = dims.reduce((a, b) => a * b, 1);
  return floatTensor(
    Float32Array.from({ length: size }, () => next() - 0.5),
    dims,
  );
}
