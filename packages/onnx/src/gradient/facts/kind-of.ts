import type { OnnxNode } from '../../format/node-proto.ts';
import { isGate } from './is-gate.ts';
import type { Way } from './way.ts';

/** What a node is to the values on a way that it reads. */
export type NodeKind =
  /** Conv and ConvTranspose with constant weights. */
  | 'convolution'
  /** Gemm and MatMul by a constant matrix. */
  | 'dense'
  /** A batch norm, bias or scale that is part of the linear layer before it. */
  | 'merged'
  /** A function of each number by itself. */
  | 'activation'
  /** Windows, axes or whole maps become a number each: means, sums and maxima. */
  | 'pool'
  | 'normalisation'
  /** Add, Sub and Sum, of several values or of one and a constant. */
  | 'sum'
  /** Times a constant. */
  | 'scale'
  /** A value times another that is between bounds, as a sigmoid is. */
  | 'gate'
  /** Of two values: of attention, above all. */
  | 'product'
  /** Divided by a value. */
  | 'quotient'
  | 'softmax'
  /** Numbers are moved, copied or left out. */
  | 'routing'
  | 'other';

const KINDS: Readonly<Record<string, NodeKind>> = {
  ...each('activation', [
    ...['Relu', 'LeakyRelu', 'PRelu', 'ThresholdedRelu', 'Elu', 'Selu', 'Celu', 'Clip', 'Gelu', 'Mish'],
    ...['Sigmoid', 'HardSigmoid', 'HardSwish', 'Tanh', 'Softplus', 'Softsign', 'Erf', 'Swish'],
    ...['Abs', 'Exp', 'Log', 'Sqrt', 'Reciprocal', 'Sin', 'Cos', 'Pow'],
  ]),
  ...each('pool', [
    ...['MaxPool', 'AveragePool', 'GlobalMaxPool', 'GlobalAveragePool'],
    ...['ReduceMean', 'ReduceSum', 'ReduceMax', 'ReduceMin'],
  ]),
  ...each('normalisation', [
    ...['BatchNormalization', 'LayerNormalization', 'InstanceNormalization', 'GroupNormalization', 'LRN'],
  ]),
  ...each('sum', ['Add', 'Sub', 'Sum']),
  ...each('softmax', ['Softmax']),
  ...each('routing', [
    ...['Concat', 'Split', 'Slice', 'Gather', 'Pad', 'Flatten', 'Reshape', 'Squeeze', 'Unsqueeze'],
    ...['Transpose', 'Expand', 'Tile', 'DepthToSpace', 'SpaceToDepth', 'Identity', 'Dropout', 'Cast'],
    ...['QuantizeLinear', 'DequantizeLinear', 'Where', 'Max', 'Min'],
  ]),
  Neg: 'scale',
};

/** Factors of these are values or constants; what else they read is a bias. */
const PRODUCTS = new Set(['Mul', 'MatMul', 'Gemm', 'Einsum', 'Conv', 'ConvTranspose']);

export function kindOf(node: OnnxNode, way: Way): NodeKind {
  if (node.domain !== '') return 'other';
  const { op } = node;
  const layer = way.layers.get(node);
  if (layer) return layer.node !== node ? 'merged' : op.startsWith('Conv') ? 'convolution' : 'dense';
  if (op === 'Div') return way.values.has(node.inputs[1]) ? 'quotient' : 'scale';
  if (!PRODUCTS.has(op)) return (Object.hasOwn(KINDS, op) && KINDS[op]) || 'other';
  const given = op === 'Einsum' ? node.inputs : node.inputs.slice(0, 2);
  const factors = given.filter((factor) => way.values.has(factor));
  if (factors.length < 2) return op === 'Mul' ? 'scale' : 'other';
  return op === 'Mul' && factors.filter((factor) => isGate(way, factor)).length === 1 ? 'gate' : 'product';
}

function each(kind: NodeKind, operators: readonly string[]): Record<string, NodeKind> {
  return Object.fromEntries(operators.map((op) => [op, kind]));
}
