import type { GraphView, NodeView } from '@camscope/core';

/** A convolution, or a linear layer over channels, which is one of 1 × 1. */
export interface Convolution {
  /** [height, width] */
  readonly kernel: readonly number[];
  readonly stride: number;
  readonly groups: number;
  /** Channels in. */
  readonly from: number;
  /** Channels out. */
  readonly to: number;
}

/** What a node convolves; undefined for another operator, and where its weights are no constant of known shape. */
export function convolutionOf(graph: GraphView, node: NodeView): Convolution | undefined {
  const [, weight] = node.inputs;
  const dims = weight === undefined || !graph.isConstant(weight) ? undefined : graph.shape(weight);
  if (!dims) return undefined;
  if (node.op === 'Conv' && dims.length === 4) {
    const groups = Number(node.attribute('group') ?? 1);
    const [stride] = (node.attribute('strides') as readonly number[] | undefined) ?? [1];
    return { kernel: dims.slice(2), stride: Number(stride), groups, from: dims[1] * groups, to: dims[0] };
  }
  if (dims.length !== 2 || (node.op !== 'MatMul' && node.op !== 'Gemm')) return undefined;
  const [from, to] = Number(node.attribute('transB') ?? 0) === 1 ? [dims[1], dims[0]] : dims;
  return { kernel: [1, 1], stride: 1, groups: 1, from, to };
}

/** Whether each channel is convolved by itself. */
export function isDepthwise({ groups, from }: Convolution): boolean {
  return groups > 1 && groups === from;
}

/** Whether nothing but channels is mixed, all with all. */
export function isPointwise({ kernel, groups }: Convolution): boolean {
  return groups === 1 && kernel.every((size) => size === 1);
}
