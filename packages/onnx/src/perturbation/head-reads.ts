import { CamscopeError } from '@camscope/core';
import type { Graph } from '../graph/graph.ts';
import { ancestors, descendants, isShape } from '../graph/reach.ts';
import { readsOf } from '../graph/reads-of.ts';

/**
 * What the nodes behind a tensor read of the image beside that tensor: the other values on a cut through the graph.
 * None where the tensor is all that the head reads.
 * @throws CamscopeError MODEL_UNSUPPORTED where the graph cannot be cut there.
 */
export function headReads(graph: Graph, tensor: string, logits: string): string[] {
  const behind = descendants(graph, [tensor]);
  const needed = ancestors(graph, [logits]);
  const fed = descendants(graph, graph.inputs);
  const siblings = (graph.producer(tensor)?.outputs ?? []).filter((output) => output !== tensor);
  const reads = new Set<string>();
  for (const node of graph.nodes) {
    if (!node.outputs.some((output) => output !== tensor && behind.has(output) && needed.has(output)))
      continue;
    for (const name of readsOf(node)) {
      if (siblings.includes(name))
        throw cannotCut(tensor, `'${name}' comes from the same node and is read too`);
      if (!behind.has(name) && fed.has(name)) reads.add(name);
    }
  }
  const ofValues = descendants(graph, graph.inputs, (node) => !isShape(node));
  for (const name of reads) {
    if (!ofValues.has(name))
      throw cannotCut(tensor, `the head also reads '${name}', which is made of the size of the batch`);
    const shape = graph.probedShape(name);
    if (!shape?.batch[0] || shape.batch.lastIndexOf(true) > 0) {
      throw cannotCut(tensor, `the head also reads '${name}', which is not one tensor per image`);
    }
  }
  return [...reads];
}

function cannotCut(tensor: string, found: string): CamscopeError {
  return new CamscopeError('MODEL_UNSUPPORTED', `The network cannot be cut at '${tensor}'`, {
    found,
    fix: 'Choose another layer, or a method that masks the image',
  });
}
