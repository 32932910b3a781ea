import { sizeOf } from '@camscope/core';
import type { Value } from '../../edit/emitter.ts';
import type { OnnxNode } from '../../format/node-proto.ts';
import type { Graph } from '../../graph/graph.ts';

/** Part of a graph: what lies between an output and what is differentiated to. */
export interface Stretch {
  readonly graph: Graph;
  /** Values on the way, both ends included. */
  readonly values: ReadonlySet<Value>;
  /** What is differentiated to. */
  readonly inputs: readonly Value[];
}

/** A convolution or dense layer with constant weights, and what is merged into it. */
export interface LinearLayer {
  /** Conv, ConvTranspose, Gemm or MatMul. */
  readonly node: OnnxNode;
  /** Batch norms, biases and scales that follow it one by one, each per channel, each read by nobody else. */
  readonly merged: readonly OnnxNode[];
  /** What comes out in the end. */
  readonly output: Value;
}

/** Every linear layer on a way, by its node and by each that is merged into it. */
export function linearLayers(way: Stretch): ReadonlyMap<OnnxNode, LinearLayer> {
  const layers = new Map<OnnxNode, LinearLayer>();
  for (const node of way.graph.nodes) {
    if (!way.values.has(node.inputs[0]) || !isLinear(way.graph, node)) continue;
    const layer = withMerged(way, node);
    for (const member of [node, ...layer.merged]) layers.set(member, layer);
  }
  return layers;
}

function isLinear(graph: Graph, node: OnnxNode): boolean {
  const { domain, op, inputs } = node;
  const isWeight = (i: number) => (inputs[i] ?? '') === '' || graph.isConstant(inputs[i]);
  if (domain !== '' || !graph.isConstant(inputs[1])) return false;
  if (op === 'Conv' || op === 'ConvTranspose') return isWeight(2);
  if (op === 'MatMul')
    return graph.shape(inputs[1])?.length === 2 && (graph.shape(inputs[0])?.length ?? 0) > 1;
  return op === 'Gemm' && isWeight(2) && Number(node.attribute('transA') ?? 0) === 0;
}

function withMerged(way: Stretch, node: OnnxNode): LinearLayer {
  const merged: OnnxNode[] = [];
  let output: Value = node.outputs[0];
  // Where its weights lie hangs on its groups; no network is known that has one before a batch norm.
  if (node.op === 'ConvTranspose') return { node, merged, output };
  for (let next = follower(way, output); next && isPerChannel(way.graph, node, next, output);) {
    merged.push(next);
    output = next.outputs[0];
    next = follower(way, output);
  }
  return { node, merged, output };
}

/** The only reader of a value, if it is on the way. */
function follower({ graph, values, inputs }: Stretch, value: Value): OnnxNode | undefined {
  const [reader, ...others] = graph.consumers(value);
  if (!reader || others.length > 0 || inputs.includes(value) || graph.outputs.includes(value))
    return undefined;
  return values.has(reader.outputs[0]) ? reader : undefined;
}

/** Whether a node is an affine map of each channel of a layer's output. */
function isPerChannel(graph: Graph, layer: OnnxNode, node: OnnxNode, value: Value) {
  const { domain, op, inputs } = node;
  const inTraining = Number(node.attribute('training_mode') ?? 0) === 1;
  if (domain !== '') return false;
  if (op === 'BatchNormalization')
    return inputs[0] === value && inputs.slice(1).every((input) => graph.isConstant(input)) && !inTraining;
  const isOrdered = op === 'Sub' || op === 'Div';
  if (!isOrdered && op !== 'Add' && op !== 'Mul') return false;
  const [own, other] = inputs[0] === value ? inputs : inputs.toReversed();
  if (own !== value || (isOrdered && inputs[0] !== value) || !graph.isConstant(other)) return false;
  const [shape, constant] = [graph.shape(value), graph.shape(other)];
  if (!shape || !constant || constant.length > shape.length) return false;
  const axis = channelAxis(layer, shape.length) - (shape.length - constant.length);
  return sizeOf(constant) === (constant[axis] ?? 1);
}

/** Where the channels of a layer's output lie. */
export function channelAxis({ op }: OnnxNode, rank: number): number {
  return op === 'Conv' || op === 'ConvTranspose' ? 1 : rank - 1;
}
