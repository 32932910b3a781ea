import type { Tensor } from '@camscope/core';
import type { NodeInput } from '@camscope/onnx';

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
