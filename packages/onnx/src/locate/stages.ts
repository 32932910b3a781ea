import type { GraphView, Layer, NodeView } from '@camscope/core';
import { ancestors, descendants } from '../graph/reach.ts';
import { layoutOf, spatialOf } from './layout.ts';
import { isCarrier } from './lineage.ts';
import { isSpatial, site } from './target.ts';

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
  const candidates = onPath.filter(
    (node) =>
      convolved.has(node.outputs[0]) &&
      isSpatial(graph, node.outputs[0]) &&
      !isCarrier(node) &&
      node.op !== 'Pad',
  );
  const narrow = bottlenecks(graph, onPath);
  const ends = lastPerSize(graph, candidates);
  for (const [size, node] of lastPerSize(
    graph,
    candidates.filter((node) => narrow.has(node)),
  ))
    ends.set(size, node);
  const nodes = candidates.filter((node) => [...ends.values()].includes(node));
  const names = nodes.map(modulePath);
  const isOwn = (name: string) => names.filter((other) => other === name).length === 1;
  return nodes.map((node, i) => {
    const name = names[i];
    return {
      name: name !== undefined && isOwn(name) ? name : node.outputs[0],
      ...site(graph, node.outputs[0]),
    };
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
  return new Map(
    nodes.map((node) => [
      String(spatialOf(graph.shape(node.outputs[0])!, layoutOf(graph, node.outputs[0]))),
      node,
    ]),
  );
}

/**
 * The module that made a node, as torch's exporters record it: `layer4.2.relu`.
 * @returns undefined when the graph does not say.
 */
export function modulePath(node: NodeView): string | undefined {
  const scopes = node.metadata.get('pkg.torch.onnx.name_scopes');
  if (scopes) {
    // "['', 'layer4', 'layer4.2', 'layer4.2.relu', 'relu_16']": the last is the operator itself.
    const names = [...scopes.matchAll(/'([^']*)'/g)].map((match) => match[1]);
    return names.at(-2) || undefined;
  }
  // "/layer4/layer4.2/relu/Relu": each scope repeats the one before it.
  const parts = node.name.split('/').slice(1, -1);
  if (!node.name.startsWith('/') || parts.length === 0) return undefined;
  let path = '';
  for (const part of parts) path = path !== '' && !part.startsWith(`${path}.`) ? `${path}.${part}` : part;
  return path;
}
