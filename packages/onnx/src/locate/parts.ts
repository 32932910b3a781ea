import type { GraphView, Head, NodeView } from '@camscope/core';
import { convolutionOf, isDepthwise, isPointwise, type Convolution } from './convolution.ts';
import { nodesBetween, pieces, type Piece } from './pieces.ts';

/** A step of a network as a family of architectures describes it, whatever operators an exporter wrote it in. */
export interface Part {
  /**
   * Convolutions: `1` pointwise, `d` depthwise, `g` grouped, `k` any other. `a` activation, `n` norm over what is at hand, `m`
   * max pool, `v` mean pool, `s` squeeze and excitation, `+` sum of branches, `j` joined branches, `?` anything else.
   */
  readonly letter: '1' | 'd' | 'g' | 'k' | 'a' | 'n' | 'm' | 'v' | 's' | '+' | 'j' | '?';
  readonly output: string;
  /** Of an activation: its operators, each once, in alphabetical order. */
  readonly ops: readonly string[];
  /** Of a convolution. */
  readonly convolution?: Convolution;
  /** Of a sum or join: what lies on each branch. */
  readonly branches: readonly (readonly Part[])[];
}

const CONVOLUTIONS = new Set(['Conv', 'MatMul', 'Gemm']);
const POOLS = new Set(['GlobalAveragePool', 'ReduceMean']);
const SUMS = new Set(['Add', 'Sum']);
const ACTIVATIONS = new Set([
  ...['Relu', 'Clip', 'Sigmoid', 'HardSigmoid', 'HardSwish', 'Swish', 'Gelu', 'Erf', 'Tanh', 'Elu', 'Selu'],
  ...['LeakyRelu', 'PRelu', 'Celu', 'Mish', 'Softplus', 'Min', 'Max', 'Exp', 'FastGelu', 'QuickGelu'],
]);
const ARITHMETIC = new Set([
  ...['Add', 'Sub', 'Mul', 'Div', 'Neg', 'Pow', 'Identity', 'Cast', 'QuantizeLinear', 'DequantizeLinear'],
]);
const NORMS = /^(Layer|Instance|Group)Normalization$|^LRN$|^Reduce(Mean|L2|Sum|SumSquare)$/;
/** Scales and shifts by weights alone: what is left of a batch norm, or of a layer scale. */
const AFFINE = new Set(['BatchNormalization', 'Add', 'Sub', 'Mul', 'Div']);
const CARRIERS = new Set([
  ...['Identity', 'Cast', 'Dropout', 'QuantizeLinear', 'DequantizeLinear', 'Transpose', 'Reshape', 'Pad'],
  ...['Squeeze', 'Unsqueeze', 'Flatten', 'Expand'],
]);

/**
 * What a network does between two of its values. Copies, casts, pads, transpositions, scales and shifts by weights are left
 * out; the output of a convolution is the value after its batch norm.
 * @param within nodes among which the way lies; by default the graph's.
 * @returns undefined where `to` depends on the image in another way than through `from`.
 */
export function partsBetween(
  graph: GraphView,
  from: string,
  to: string,
  within?: readonly NodeView[],
): Part[] | undefined {
  const all = pieces(graph, from, to, within);
  if (!all) return undefined;
  const parts: Part[] = [];
  for (const piece of all) {
    const part = partOf(graph, piece);
    const last = parts.at(-1);
    if (part === 'carrier') continue;
    if (part === 'affine') {
      if (last && endsInScales(last)) parts[parts.length - 1] = { ...last, output: piece.output };
    } else if (part.letter === last?.letter && (part.letter === 'a' || part.letter === 'n')) {
      parts[parts.length - 1] = { ...part, ops: merged([...last.ops, ...part.ops]) };
    } else parts.push(part);
  }
  return parts;
}

/** What a network does between its image and its target tensor. */
export function trunkOf(graph: GraphView, { image, target }: Head): Part[] | undefined {
  return target && partsBetween(graph, image.tensor, target.tensor);
}

/** The letters of parts, one a part, so that patterns can be written as regular expressions. */
export function spelt(parts: readonly Part[]): string {
  return parts.map(({ letter }) => letter).join('');
}

/** A convolution has a batch norm behind it, and an activation that is written out perhaps a factor. */
function endsInScales({ letter, convolution, ops }: Part): boolean {
  return convolution !== undefined || (letter === 'a' && ops.length > 1);
}

function partOf(graph: GraphView, piece: Piece): Part | 'carrier' | 'affine' {
  const { nodes, output } = piece;
  const last = nodes[nodes.length - 1];
  const ops = merged(nodes.map(({ op }) => op));
  const plain = { output, ops, branches: [] };
  if (nodes.length === 1) {
    if (CARRIERS.has(last.op)) return 'carrier';
    if (CONVOLUTIONS.has(last.op)) return convolved(graph, last, output);
    if (AFFINE.has(last.op)) return 'affine';
    if (last.op === 'MaxPool') return { ...plain, letter: 'm' };
    if (last.op === 'AveragePool') return { ...plain, letter: 'v' };
  }
  if (ops.every((op) => ACTIVATIONS.has(op) || ARITHMETIC.has(op))) return { ...plain, letter: 'a' };
  const branches = branchesOf(graph, piece);
  if (branches && SUMS.has(last.op) && isOfOneShape(graph, last)) return { ...plain, letter: '+', branches };
  if (branches && last.op === 'Concat') return { ...plain, letter: 'j', branches };
  if (isExcitation(graph, piece)) return { ...plain, letter: 's' };
  const isNorm =
    ops.some((op) => NORMS.test(op)) &&
    ops.every((op) => NORMS.test(op) || ARITHMETIC.has(op) || op === 'Sqrt');
  return { ...plain, letter: isNorm ? 'n' : '?' };
}

function convolved(graph: GraphView, node: NodeView, output: string): Part {
  const convolution = convolutionOf(graph, node);
  const plain = { output, ops: [node.op], branches: [] };
  if (!convolution) return { ...plain, letter: '?' };
  const grouped = isDepthwise(convolution) ? 'd' : 'g';
  const dense = isPointwise(convolution) ? '1' : 'k';
  return { ...plain, letter: convolution.groups > 1 ? grouped : dense, convolution };
}

/** Channels weighted by what a pool over their maps and a layer or two make of them. */
function isExcitation(graph: GraphView, { input, nodes }: Piece): boolean {
  const { op, inputs } = nodes[nodes.length - 1];
  if (op !== 'Mul' || !nodes.some((node) => POOLS.has(node.op))) return false;
  const isCarried = (value: string) =>
    nodesBetween(graph, input, value, nodes)?.every((node) => CARRIERS.has(node.op)) ?? false;
  return inputs.some(isCarried) && nodes.some((node) => CONVOLUTIONS.has(node.op));
}

/** What lies on each way through a piece to its last node; undefined where ways share more than they have of their own. */
function branchesOf(graph: GraphView, { input, nodes }: Piece): Part[][] | undefined {
  const last = nodes[nodes.length - 1];
  const inside = new Set(nodes.flatMap((node) => node.outputs));
  const ends = last.inputs.filter((value) => value === input || inside.has(value));
  const lengths = ends.map((end) => nodesBetween(graph, input, end, nodes)?.length ?? NaN);
  if (!(lengths.reduce((sum, length) => sum + length, 0) < 2 * nodes.length)) return undefined;
  const branches = ends.map((end) => partsBetween(graph, input, end, nodes));
  return branches.every((branch) => branch !== undefined) ? branches : undefined;
}

function isOfOneShape(graph: GraphView, { inputs, outputs }: NodeView): boolean {
  return inputs.every((input) => String(graph.shape(input)) === String(graph.shape(outputs[0])));
}

function merged(ops: readonly string[]): string[] {
  return [...new Set(ops)].sort();
}
