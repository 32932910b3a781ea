import type { Layer } from '@camscope/core';
import type { Graph } from '../graph/graph.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import { ancestors, descendants } from '../graph/reach.ts';
import { spatialOf, layoutOf } from './layout.ts';
import { isSpatial, site } from './target.ts';

/**
 * The last spatial tensor at each resolution on the way to the logits: the ends of the network's stages, in graph
 * order, named by the module path that the exporter left, or else by the tensor.
 */
export function stages(graph: Graph, logits: string): Layer[] {
  const leading = ancestors(graph, [logits]);
  const convolved = descendants(graph, graph.nodes.filter((node) => node.op === 'Conv').flatMap((node) => [...node.outputs]));
  const lastAt = new Map<string, OnnxNode>();
  for (const node of graph.nodes) {
    const value = node.outputs[0];
    if (!leading.has(value) || !convolved.has(value) || !isSpatial(graph, value)) continue;
    const size = String(spatialOf(graph.shape(value)!, layoutOf(graph, value)));
    lastAt.delete(size);
    lastAt.set(size, node);
  }
  return [...lastAt.values()].map((node) => ({ name: modulePath(node) ?? node.outputs[0], ...site(graph, node.outputs[0]) }));
}

/**
 * The module that made a node, as torch's exporters record it: `layer4.2.relu`.
 * @returns undefined when the graph does not say.
 */
export function modulePath(node: OnnxNode): string | undefined {
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
