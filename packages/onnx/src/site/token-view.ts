import type { GraphView, NodeView, TensorView } from '@camscope/core';
import { hidesAttention } from '../locate/attention-blocks.ts';
import { mapsView } from './maps-view.ts';

export type TokensView = Extract<TensorView, { kind: 'tokens' }>;

const POOL = /^Global.*Pool$|^Reduce/;

/** A value on the way back to the patches; `swapped`: tokens run along its last axis. */
interface Place {
  readonly value: string;
  readonly swapped: boolean;
}

/**
 * How a tensor [1,T,K] holds patches of the image: by the nearest maps [1,h,w,K] or [1,K,h,w] that it is made from, of as many
 * places as it has tokens or, where they are the patches that a convolution made, of fewer.
 * @returns undefined where it is made from no such maps, or more than patches stands behind the others.
 */
export function tokenView(graph: GraphView, tensor: string): TokensView | undefined {
  const [batch, count] = graph.shape(tensor) ?? [];
  if (graph.shape(tensor)?.length !== 3 || batch !== 1 || graph.isConstant(tensor)) return undefined;
  const seen = new Set([tensor]);
  const open: Place[] = [{ value: tensor, swapped: false }];
  let joint: NodeView | undefined;
  for (const { value, swapped } of open) {
    const node = graph.producer(value);
    const grid = gridOf(graph, value, swapped);
    const prefix = grid && count - grid[0] * grid[1];
    if (grid && prefix === 0) return { kind: 'tokens', prefix, grid };
    if (grid && node?.op === 'Conv') return prefixed(graph, joint, count, grid);
    if (!node || mixesTokens(graph, node)) continue;
    if (isJoint(graph, node, count)) joint ??= node;
    const turns = node.op === 'Transpose' && String(node.attribute('perm')) === '0,2,1';
    for (const input of node.inputs) {
      if (seen.has(input) || input === '' || graph.isConstant(input)) continue;
      seen.add(input);
      open.push({ value: input, swapped: swapped !== turns });
    }
  }
  return undefined;
}

/** Height and width of maps that flattening turns into tokens along the axis where they run. */
function gridOf(graph: GraphView, value: string, swapped: boolean): readonly [number, number] | undefined {
  const dims = graph.shape(value);
  if (dims?.length !== 4 || dims[0] !== 1) return undefined;
  const isFirst = mapsView(graph, value).kind === 'channels-first';
  if (isFirst !== swapped) return undefined;
  const [height, width] = isFirst ? dims.slice(2) : dims.slice(1);
  return height > 1 && width > 1 ? [height, width] : undefined;
}

function prefixed(
  graph: GraphView,
  joint: NodeView | undefined,
  count: number,
  grid: readonly [number, number],
): TokensView | undefined {
  const places = grid[0] * grid[1];
  const last = joint && graph.shape(joint.inputs[joint.inputs.length - 1]);
  if (!last || last[1] < places || count - places < 1 || count - places >= places) return undefined;
  return { kind: 'tokens', prefix: count - places, grid };
}

/** Where tokens of class and the like are put before patches. */
function isJoint(graph: GraphView, { op, outputs }: NodeView, count: number): boolean {
  return op === 'Concat' && String(graph.shape(outputs[0])?.slice(0, 2)) === `1,${count}`;
}

/** A product of two tensors that are made from the image, and what makes its weights; a mean or another number over all of them. */
function mixesTokens(graph: GraphView, node: NodeView): boolean {
  const { op, inputs } = node;
  if (op === 'Softmax' || hidesAttention(node) || POOL.test(op)) return true;
  return op === 'MatMul' && !inputs.some((input) => graph.isConstant(input));
}
