import type { GraphView, NodeView } from '@camscope/core';

/** The same graph with one input of one node read from elsewhere. */
export function rewired(graph: GraphView, changed: NodeView, place: number, value: string): GraphView {
  const twin: NodeView = {
    name: changed.name,
    op: changed.op,
    domain: changed.domain,
    inputs: changed.inputs.with(place, value),
    outputs: changed.outputs,
    attribute: (name) => changed.attribute(name),
    metadata: changed.metadata,
  };
  const swap = (node: NodeView) => (node === changed ? twin : node);
  return {
    nodes: graph.nodes.map(swap),
    inputs: graph.inputs,
    outputs: graph.outputs,
    producer: (name) => {
      const node = graph.producer(name);
      return node && swap(node);
    },
    consumers: (name) => graph.consumers(name).map(swap),
    isConstant: (name) => graph.isConstant(name),
    shape: (name) => graph.shape(name),
  };
}
