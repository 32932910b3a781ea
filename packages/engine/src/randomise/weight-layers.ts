import { sizeOf, type NodeView } from '@camscope/core';
import { ancestors, descendants, modulePath, type Graph } from '@camscope/onnx';
import type { Network } from '../network.ts';
import { storedTensor, storedWeights } from './stored-weights.ts';

/** An operator that owns weights, with those of what follows it at once: its bias, its batch norm, its scale. */
export interface WeightLayer {
  /** Its module path or, where the exporter left none of its own, its node's or output's name. Unique. */
  readonly name: string;
  /** Names of the stored tensors. */
  readonly weights: readonly string[];
  /** Numbers in them. */
  readonly elements: number;
}

/** Operators that begin a layer, and which of their inputs are weights where they are constant. */
const LINEAR: Readonly<Record<string, readonly number[]>> = {
  Conv: [1, 2],
  ConvTranspose: [1, 2],
  Gemm: [0, 1, 2],
  MatMul: [0, 1],
  ConvInteger: [1],
  MatMulInteger: [0, 1],
  QLinearConv: [3, 8],
  QLinearMatMul: [0, 3],
};
/** Operators that normalise, scale or shift, and belong to the layer before them. */
const AFFINE: Readonly<Record<string, readonly number[]>> = {
  BatchNormalization: [1, 2, 3, 4],
  InstanceNormalization: [1, 2],
  LayerNormalization: [1, 2],
  GroupNormalization: [1, 2],
  PRelu: [1],
  Add: [0, 1],
  Sub: [0, 1],
  Mul: [0, 1],
  Div: [0, 1],
};
/** Of these, the ones that may also stand for the preprocessing of the image. */
const ARITHMETIC = new Set(['Add', 'Sub', 'Mul', 'Div']);
/** Operators that hand a tensor on to a batch norm or a bias. */
const CARRIERS = new Set(
  'Identity Cast Reshape Transpose Flatten Squeeze Unsqueeze QuantizeLinear DequantizeLinear'.split(' '),
);

/** A layer as it is being put together. */
interface Draft {
  readonly node: NodeView;
  readonly weights: string[];
}

/**
 * The layers that own weights and lead to the logits, from the logits to the image. A tensor that several layers read
 * belongs to the one nearest the image, so that what lies between the image and a layer never changes with it.
 */
export function weightLayers({ graph, head }: Network): WeightLayer[] {
  const leading = ancestors(graph, [head.logits]);
  const fed = descendants(graph, [head.image.tensor]);
  const owners = new Map<NodeView, Draft>();
  const taken = new Set<string>();
  for (const node of graph.nodes) {
    if (!node.outputs.some((output) => leading.has(output) && fed.has(output))) continue;
    const weights = weightsOf(graph, node);
    if (weights.length === 0) continue;
    const owner = ownerOf(graph, node, owners);
    if (!owner) continue;
    owners.set(node, owner);
    for (const weight of weights) if (!taken.has(weight)) owner.weights.push(weight);
    for (const weight of weights) taken.add(weight);
  }
  const layers = [...new Set(owners.values())].filter(({ weights }) => weights.length > 0).reverse();
  const names = namesOf(layers.map(({ node }) => node));
  return layers.map(({ weights }, i) => ({
    name: names[i],
    weights,
    elements: weights.reduce((sum, weight) => sum + sizeOf(storedTensor(graph, weight)!.dims), 0),
  }));
}

function weightsOf(graph: Graph, node: NodeView): string[] {
  if (node.domain !== '') return [];
  const places = LINEAR[node.op] ?? AFFINE[node.op] ?? [];
  return places.flatMap((i) => {
    const value = node.inputs[i];
    return value && graph.isConstant(value)
      ? storedWeights(graph, value, node.op.includes('Linear') || node.op.includes('Integer'))
      : [];
  });
}

/** The layer to which a node's weights belong; undefined for arithmetic on the image itself. */
function ownerOf(graph: Graph, node: NodeView, owners: ReadonlyMap<NodeView, Draft>): Draft | undefined {
  const own = { node, weights: [] };
  if (node.op in LINEAR) return own;
  for (let at = dataInput(graph, node); at !== undefined;) {
    const producer = graph.producer(at);
    const owner = producer && owners.get(producer);
    if (owner) return owner;
    if (!producer || !CARRIERS.has(producer.op)) break;
    at = dataInput(graph, producer);
  }
  return ARITHMETIC.has(node.op) && !followsLayer(graph, node, owners) ? undefined : own;
}

/** The input that depends on the image. */
function dataInput(graph: Graph, node: NodeView): string | undefined {
  return node.inputs.find((input) => input !== '' && !graph.isConstant(input));
}

function followsLayer(graph: Graph, node: NodeView, owners: ReadonlyMap<NodeView, Draft>): boolean {
  const before = ancestors(graph, node.outputs);
  return [...owners.keys()].some(({ outputs }) => outputs.some((output) => before.has(output)));
}

function namesOf(nodes: readonly NodeView[]): string[] {
  const paths = nodes.map(modulePath);
  const isOwn = (name: string | undefined, names: readonly (string | undefined)[]) =>
    Boolean(name) && names.indexOf(name) === names.lastIndexOf(name);
  const nodeNames = nodes.map(({ name }) => name);
  return nodes.map(({ name, outputs }, i) => {
    if (isOwn(paths[i], paths)) return paths[i]!;
    return isOwn(name, nodeNames) ? name : outputs[0];
  });
}
