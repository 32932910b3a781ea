import type { Value } from '../edit/emitter.ts';
import { OnnxNode, writeNode } from '../format/node-proto.ts';
import type { Graph } from '../graph/graph.ts';

/**
 * Every Concat that begins with all that an earlier one reads, as one that begins with the output of that. A dense block
 * concatenates its features anew for each of its layers: going back through them one by one takes the square of the layers, and in
 * this way two slices a layer, whose sums add up the same numbers in the same order.
 * @param mayPass whether a gradient may go by way of a value.
 */
export function grownConcats(graph: Graph, mayPass: (value: Value) => boolean): Map<OnnxNode, OnnxNode> {
  const grown = new Map<OnnxNode, OnnxNode>();
  const outputs = new Map<string, Value>();
  for (const node of graph.nodes) {
    if (node.op !== 'Concat' || node.domain !== '') continue;
    const axis = Number(node.attribute('axis') ?? 1);
    const { name, op, inputs } = node;
    const keyOf = (count: number) => JSON.stringify([axis, ...inputs.slice(0, count)]);
    for (let count = inputs.length - 1; count > 1; count--) {
      const before = outputs.get(keyOf(count));
      if (before === undefined || !mayPass(before)) continue;
      const rest = [before, ...inputs.slice(count)];
      const other = { name, op, inputs: rest, outputs: node.outputs, attributes: { axis } };
      grown.set(node, new OnnxNode(writeNode(other).finish()));
      break;
    }
    outputs.set(keyOf(inputs.length), node.outputs[0]);
  }
  return grown;
}
