import type { GraphView, Head, NodeView } from '@camscope/core';

/** Operators that leave the order of the classes as it is and add no meaning. */
const TRANSPARENT = new Set([
  ...['Identity', 'Cast', 'Dropout', 'QuantizeLinear', 'DequantizeLinear'],
  ...['Flatten', 'Reshape', 'Squeeze', 'Unsqueeze'],
]);

export const ACTIVATIONS: ReadonlyMap<string, Head['activation']> = new Map([
  ['Softmax', 'softmax'],
  ['LogSoftmax', 'softmax'],
  ['Sigmoid', 'sigmoid'],
]);

/** What gives numbers within bounds. */
const BOUNDED = new Set([...ACTIVATIONS.keys(), 'HardSigmoid', 'Tanh', 'Clip', 'Exp', 'Softplus']);

export function isTransparent({ op }: NodeView): boolean {
  return TRANSPARENT.has(op);
}

/** What the graph applies to a tensor of scores; `none` where that is nothing or more than one. */
export function activationAfter(graph: GraphView, scores: string): Head['activation'] {
  const found = new Set<Head['activation']>();
  const carried = [scores];
  for (const value of carried) {
    for (const node of graph.consumers(value)) {
      const activation = ACTIVATIONS.get(node.op);
      if (activation) found.add(activation);
      else if (isTransparent(node) && node.inputs[0] === value) carried.push(node.outputs[0]);
    }
  }
  const [only] = found;
  return found.size === 1 ? only : 'none';
}

/**
 * The operator that a tensor comes out of, where its numbers are bounded: they are no raw scores, as a linear layer gives them.
 * A division by what depends on the image ends a softmax that an exporter has taken apart.
 */
export function boundedBy(graph: GraphView, scores: string): string | undefined {
  for (let value = scores; ;) {
    const node = graph.producer(value);
    if (!node) return undefined;
    if (!isTransparent(node)) {
      const isNormalised = node.op === 'Div' && !graph.isConstant(node.inputs[1]);
      return isNormalised || BOUNDED.has(node.op) ? node.op : undefined;
    }
    value = node.inputs[0];
  }
}
