import type { GraphView, NodeView, TensorView } from '@camscope/core';
import { arrangementOf, carried } from '@camscope/onnx';

/** Whether a node joins tensors along their channels. */
export function isChannelConcat(node: NodeView | undefined, view: TensorView): boolean {
  if (node?.op !== 'Concat') return false;
  const axis = Number(node.attribute('axis') ?? 1);
  return (axis < 0 ? axis + 4 : axis) === arrangementOf(view).channelAxis;
}

/** The values that a value is joined from, through concatenations of concatenations; else the value itself. */
export function featuresOf(graph: GraphView, value: string, view: TensorView): Set<string> {
  const features = new Set<string>();
  const seen = new Set<string>();
  const open = [value];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const source = carried(graph, at);
    if (seen.has(source)) continue;
    seen.add(source);
    const node = graph.producer(source);
    if (node && isChannelConcat(node, view)) open.push(...node.inputs);
    else features.add(source);
  }
  return features;
}
