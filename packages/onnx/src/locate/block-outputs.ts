import type { GraphView, NodeView } from '@camscope/core';
import { ancestors } from '../graph/reach.ts';
import { siteOf } from '../site/site-of.ts';
import { attentionBlocks } from './attention-blocks.ts';

/** What each block of a transformer makes of its tokens, in order: the last sum before the next attention, or before the scores. */
export function blockOutputs(graph: GraphView, logits: string): string[] {
  const blocks = attentionBlocks(graph);
  if (blocks.length === 0) return [];
  const ends = [...blocks.slice(1).map(({ tensor }) => tensor), logits];
  const outputs = ends.map((end) => lastSum(graph, end));
  return outputs.every((output) => output !== undefined) ? outputs : [];
}

/** The last sum of two tensors of tokens that a value is made from. */
function lastSum(graph: GraphView, value: string): string | undefined {
  const before = ancestors(graph, [value]);
  return graph.nodes.findLast((node) => before.has(node.outputs[0]) && isSum(graph, node))?.outputs[0];
}

/** Whether a node adds what a branch has made to what goes past it. */
export function isSum(graph: GraphView, { op, inputs, outputs }: NodeView): boolean {
  if (op !== 'Add' || inputs.some((input) => graph.isConstant(input))) return false;
  const shapes = [...inputs, outputs[0]].map((value) => String(graph.shape(value)));
  return new Set(shapes).size === 1 && siteOf(graph, outputs[0]).view.kind !== 'channels-first';
}
