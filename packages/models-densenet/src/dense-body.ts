import type { GraphView, TensorSite } from '@camscope/core';
import { convolutions, lineage, type Step } from '@camscope/onnx';
import { denseBlock, type DenseBlock } from './dense-block.ts';
import { isChannelConcat } from './features.ts';

export interface DenseBody {
  /** In graph order. */
  readonly blocks: readonly DenseBlock[];
  /** From the target back to the last block, which it leaves out. */
  readonly tail: readonly Step[];
}

/** The chain of dense blocks and transitions that ends at or before `target` and begins after a stem on `image`. */
export function denseBody(graph: GraphView, target: TensorSite, image: string): DenseBody | undefined {
  const { tensor, view } = target;
  const blocks: DenseBlock[] = [];
  let tail: readonly Step[] | undefined;
  for (let value = tensor; ;) {
    const path = lineage(graph, value);
    const end = path.findIndex(({ node }) => isChannelConcat(node, view));
    if (end < 0) return tail && isStem(path, image) ? { blocks: blocks.reverse(), tail } : undefined;
    const after = path.slice(0, end);
    if (tail && !isTransition(after)) return undefined;
    tail ??= after;
    const block = denseBlock(graph, path[end].value, view);
    if (!block) return undefined;
    blocks.push(block);
    value = block.input;
  }
}

/** One convolution, and a pool. */
function isTransition(steps: readonly Step[]): boolean {
  return convolutions(steps).length === 1 && steps.some(({ node }) => node?.op.endsWith('Pool'));
}

function isStem(steps: readonly Step[], image: string): boolean {
  return steps[steps.length - 1].value === image && convolutions(steps).length > 0;
}
