import type { GraphView, NodeView } from '@camscope/core';
import { isShape } from '../graph/reach.ts';

/** A part of a network in which tokens read each other. */
export interface AttentionPart {
  /** What queries and keys, and the values, are made from by linear layers, nearest to the image first. */
  readonly inputs: readonly string[];
  /** The weighted values. */
  readonly output: string;
  /** Every value between `inputs` and `output`, and those that hold the output in another order or shape. */
  readonly inside: ReadonlySet<string>;
}

/** One that shows the weights by which they do. */
export interface AttentionBlock extends AttentionPart {
  /** Value name of the weights: [N,heads,T,T], [N·heads,T,T], or [N·windows,heads,t,t] of windowed attention. */
  readonly tensor: string;
}

/** Operators that hand weights on to the product with the values; a guard against rows of NaN is one of them. */
const HANDING_ON = new Set(['Identity', 'Cast', 'Dropout', 'Where', 'Reshape']);
/** Operators that make other weights of them: as a gate does that lets positions weigh, too. */
const CHANGING = new Set([...HANDING_ON, 'Add', 'Sub', 'Mul', 'Div']);
const LINEAR = new Set(['MatMul', 'Gemm', 'Conv']);
/** Operators that change the order or shape of values alone. */
const ORDERING = new Set([
  'Identity',
  'Cast',
  'Reshape',
  'Transpose',
  'Squeeze',
  'Unsqueeze',
  'Flatten',
  'Split',
]);

/** Attention as the outputs of the softmaxes that feed a product with what is made from the image too, in graph order. */
export function attentionBlocks(graph: GraphView): AttentionBlock[] {
  return graph.nodes.flatMap((node) => {
    if (node.op !== 'Softmax' || graph.isConstant(node.outputs[0])) return [];
    const product = productOf(graph, node.outputs[0]);
    return product ? [{ tensor: node.outputs[0], ...partOf(graph, product) }] : [];
  });
}

/** Attention in graph order: where its weights are shown, then where one operator hides them. */
export function attentionParts(graph: GraphView): AttentionPart[] {
  const hidden = graph.nodes.filter(hidesAttention).map((node) => partOf(graph, node));
  return [...attentionBlocks(graph), ...hidden];
}

/** A softmax that is not what tokens are weighed by, since it is changed before it meets the values; undefined where none is. */
export function changedWeights(graph: GraphView): NodeView | undefined {
  return graph.nodes.find(({ op, outputs: [weights] }) => {
    if (op !== 'Softmax' || graph.isConstant(weights) || productOf(graph, weights)) return false;
    return productOf(graph, weights, CHANGING) !== undefined;
  });
}

/** Whether an operator computes attention without showing its weights. */
export function hidesAttention({ op }: NodeView): boolean {
  return op.endsWith('Attention');
}

/** The product with the values that weights come to. @param through operators on the way. */
function productOf(graph: GraphView, weights: string, through = HANDING_ON): NodeView | undefined {
  const carried = new Set([weights]);
  for (const value of carried) {
    for (const node of graph.consumers(value)) {
      if (node.op === 'MatMul' && node.inputs[0] === value && !graph.isConstant(node.inputs[1])) return node;
      if (through.has(node.op)) carried.add(node.outputs[0]);
    }
  }
  return undefined;
}

/** @param product with the values, or an operator that is all of attention. */
function partOf(graph: GraphView, product: NodeView): AttentionPart {
  const inputs = new Set<string>();
  const inside = new Set(product.outputs);
  for (const value of inside) {
    for (const { op, outputs } of graph.consumers(value)) if (ORDERING.has(op)) inside.add(outputs[0]);
  }
  const open = hasWeights(graph, product) ? [] : [...product.inputs];
  if (open.length === 0) inputs.add(ordered(graph, product.inputs[0]));
  for (const value of open) {
    const node = graph.producer(value);
    if (!node || inside.has(value) || graph.isConstant(value) || isShape(node)) continue;
    inside.add(value);
    if (isLinear(graph, node)) inputs.add(ordered(graph, node.inputs[0]));
    else open.push(...node.inputs);
  }
  return {
    output: product.outputs[0],
    inputs: graph.nodes.flatMap(({ outputs }) => outputs).filter((output) => inputs.has(output)),
    inside,
  };
}

/** Whether a node multiplies features by weights. */
export function isLinear(graph: GraphView, node: NodeView): boolean {
  return LINEAR.has(node.op) && hasWeights(graph, node);
}

function hasWeights(graph: GraphView, { inputs }: NodeView): boolean {
  return graph.isConstant(inputs[1]);
}

/**
 * The value of which another holds the same numbers in another order or shape.
 * @param besides operators that are looked through as well.
 */
export function ordered(graph: GraphView, value: string, besides?: ReadonlySet<string>): string {
  for (let at = value; ;) {
    const node = graph.producer(at);
    if (!node || !(ORDERING.has(node.op) || besides?.has(node.op))) return at;
    at = node.inputs[0];
  }
}
