import type { GraphView, Layer, NodeView } from '@camscope/core';
import { ancestors, descendants } from '../graph/reach.ts';
import { sizeAt } from '../site/arrangement-of.ts';
import { siteOf } from '../site/site-of.ts';
import { isCarrier } from './lineage.ts';
import { modulePath } from './module-path.ts';
import { isSpatial } from './target.ts';

/**
 * The ends of the network's stages, in graph order: at each resolution the last tensor through which everything goes
 * on its way to the logits or, where there is none, the last tensor. Named by the module path that the exporter left,
 * where it is the only one of that name, or else by the tensor.
 */
export function stages(graph: GraphView, logits: string): Layer[] {
  const leading = ancestors(graph, [logits]);
  const fed = descendants(graph, graph.inputs);
  const onPath = graph.nodes.filter((node) => leading.has(node.outputs[0]) && fed.has(node.outputs[0]));
  const convolved = descendants(
    graph,
    onPath.filter((node) => node.op === 'Conv').map((node) => node.outputs[0]),
  );
  const candidates = onPath
    .filter(({ op, outputs: [value] }) => convolved.has(value) && isSpatial(graph, value) && op !== 'Pad')
    .filter((node) => !isCarrier(node));
  const narrow = bottlenecks(graph, onPath);
  const narrowest = candidates.filter((node) => narrow.has(node));
  const ends = new Set(
    new Map([...lastPerSize(graph, candidates), ...lastPerSize(graph, narrowest)]).values(),
  );
  return named(
    graph,
    candidates.filter((node) => ends.has(node)),
  );
}

function named(graph: GraphView, nodes: readonly NodeView[]): Layer[] {
  const paths = nodes.map(modulePath);
  return nodes.map(({ outputs: [tensor] }, i) => {
    const path = paths[i];
    const isOwn = path !== undefined && paths.indexOf(path) === paths.lastIndexOf(path);
    return { name: isOwn ? path : tensor, ...siteOf(graph, tensor) };
  });
}

/** Nodes after which their output alone is still to be read: every path to the logits goes through it. */
function bottlenecks(graph: GraphView, onPath: readonly NodeView[]): Set<NodeView> {
  const position = new Map(onPath.map((node, i) => [node, i]));
  const narrow = new Set<NodeView>();
  let lastRead = -1;
  onPath.forEach((node, i) => {
    const reads = node.outputs.flatMap((output) =>
      graph.consumers(output).map((by) => position.get(by) ?? -1),
    );
    if (lastRead <= i) narrow.add(node);
    lastRead = Math.max(lastRead, ...reads);
  });
  return narrow;
}

function lastPerSize(graph: GraphView, nodes: readonly NodeView[]): Map<string, NodeView> {
  const sizeOf = (tensor: string) => String(sizeAt(graph, siteOf(graph, tensor)));
  return new Map(nodes.map((node) => [sizeOf(node.outputs[0]), node]));
}
