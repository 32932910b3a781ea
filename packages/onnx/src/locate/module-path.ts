import type { GraphView, NodeView } from '@camscope/core';
import { isSpatial } from './target.ts';

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

/** The last maps that a module makes, by its path; undefined where the graph knows of none. */
export function moduleOutput(graph: GraphView, path: string): string | undefined {
  const inside = (node: NodeView) => `${modulePath(node) ?? ''}.`.startsWith(`${path}.`);
  return graph.nodes.findLast((node) => inside(node) && isSpatial(graph, node.outputs[0]))?.outputs[0];
}
