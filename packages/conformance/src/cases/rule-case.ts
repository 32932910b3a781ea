import { sizeOf, type Tensor } from '@camscope/core';
import type { NodeInput } from '@camscope/onnx';
import { ints } from '../tensors.ts';

/** One operator (or a few) between `x` and `y`, on which a gradient rule is checked. */
export interface RuleCase {
  /** The operator whose rule is checked, and in what variant: `Gemm transB`. */
  readonly name: string;
  readonly op: string;
  /** From `x` to `y`. */
  readonly nodes: readonly NodeInput[];
  readonly initializers?: Readonly<Record<string, Tensor>>;
  /** Shape of `x` at batch size 1; rank 4. */
  readonly dims: readonly number[];
  /** Operator sets in which the nodes are valid; [9, 25] by default. */
  readonly opsets?: readonly [number, number];
  /** `x` from a number in [−1, 1): keeps away from kinks and poles. */
  readonly sample?: (u: number) => number;
}

/** A case of a single node whose first input is `x`. */
export function single(
  name: string,
  node: Omit<NodeInput, 'outputs' | 'inputs'> & { readonly inputs?: readonly string[] },
  rest: Omit<RuleCase, 'name' | 'op' | 'nodes'>,
): RuleCase {
  return {
    name,
    op: node.op,
    nodes: [{ ...node, inputs: ['x', ...(node.inputs ?? [])], outputs: ['y'] }],
    ...rest,
  };
}

/** The case of a node that works along another number of axes than an image has: x [1,C,…size], reshaped. */
export function alongAxes({ nodes, dims, initializers, ...rest }: RuleCase): RuleCase {
  if (dims.length === 4) return { nodes, dims, initializers, ...rest };
  const [batch, channels, ...size] = dims;
  const reshape = { op: 'Reshape', inputs: ['x', 'shape'], outputs: ['reshaped'] };
  const renamed = nodes.map(({ inputs, ...node }) => ({
    ...node,
    inputs: inputs.map((name) => (name === 'x' ? 'reshaped' : name)),
  }));
  return {
    ...rest,
    nodes: [reshape, ...renamed],
    dims: [batch, channels, sizeOf(size), 1],
    initializers: { ...initializers, shape: ints([-1, channels, ...size]) },
  };
}
