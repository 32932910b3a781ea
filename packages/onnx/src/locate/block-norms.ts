import type { GraphView, NodeView } from '@camscope/core';
import { ancestors, descendants } from '../graph/reach.ts';
import { attentionBlocks, isLinear, ordered } from './attention-blocks.ts';
import { blockOutputs, isSum } from './block-outputs.ts';
import { nodesBetween } from './pieces.ts';
import { isSpatial } from './target.ts';

/** The norms of a block of a transformer: of what enters a branch or, in Swin v2, of what leaves it; undefined where the graph shows no places. */
export interface BlockNorms {
  /** The tokens that the block is given. */
  readonly input: string;
  /** Of the branch of attention. */
  readonly norm1: string | undefined;
  /** Of the branch of two linear layers. */
  readonly norm2: string | undefined;
}

/** Operators that cut windows, shift them and fill them up. */
const WINDOWING = new Set(['Slice', 'Concat', 'Pad', 'Gather']);

/**
 * The norms of each block, in order.
 * @returns undefined where a block is not two branches, one after the other.
 */
export function blockNorms(graph: GraphView, logits: string): BlockNorms[] | undefined {
  const outputs = blockOutputs(graph, logits);
  const norms = attentionBlocks(graph).map(({ tensor }, i) => normsOf(graph, tensor, outputs.at(i)));
  return norms.every((each) => each !== undefined) ? norms : undefined;
}

function normsOf(graph: GraphView, attention: string, output: string | undefined): BlockNorms | undefined {
  if (output === undefined) return undefined;
  const before = ancestors(graph, [output]);
  const behind = descendants(graph, [attention]);
  const within = ({ outputs: [value] }: NodeView) => before.has(value) && behind.has(value);
  const sums = graph.nodes.filter((node) => within(node) && isSum(graph, node));
  if (sums.length !== 2) return undefined;
  const [first, second] = sums;
  const input = first.inputs.find((value) => !behind.has(value));
  if (input === undefined) return undefined;
  return { input, norm1: normOf(graph, first, input), norm2: normOf(graph, second, first.outputs[0]) };
}

/** What the first linear layer of a branch reads or, where that is the tokens themselves, what the branch gives. */
function normOf(graph: GraphView, sum: NodeView, stream: string): string | undefined {
  const from = ordered(graph, stream);
  const branch = sum.inputs.find((value) => ordered(graph, value) !== from);
  const nodes = branch === undefined ? undefined : nodesBetween(graph, from, branch, graph.nodes);
  const linear = nodes?.find((node) => isLinear(graph, node));
  if (branch === undefined || !linear) return undefined;
  const read = ordered(graph, linear.inputs[0], WINDOWING);
  const norm = read === from ? ordered(graph, branch) : read;
  return isSpatial(graph, norm) ? norm : undefined;
}
