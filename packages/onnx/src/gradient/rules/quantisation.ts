import { sizeOf } from '@camscope/core';
import type { Emitter, Value } from '../../edit/emitter.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Rule, RuleContext, RuleTable } from '../rule.ts';
import { codesOf } from './codes.ts';
import { isNonNegative } from './non-negative.ts';

/** The reverse of a rectifier: from the gradient of its output, and anything that is positive where its output is. */
export type Rectifier = (emit: Emitter, g: Value, y: Value) => Value;

/** As calculus has it: what was positive going forward. */
export const rectify: Rectifier = (emit, g, y) => emit.mul(g, emit.isPositive(y));

/** Straight-through (arXiv:1308.3432): a quantiser and its inverse are taken for the identity. Approximate. */
const straightThrough: Rule = ({ g }) => [g];

/** Straight-through where a number has a code, nothing where it saturates; `rectifier` where that is a ReLU. */
export const quantiser =
  (rectifier: Rectifier): Rule =>
  (at) => {
    const { emit, graph, node, x } = at;
    const codes = codesOf(graph, node);
    if (!codes || at.number('block_size', 0) !== 0) return [at.g];
    const { lowest, highest, zeros } = codes;
    const bound = (code: number) =>
      numbersOf(
        at,
        Float32Array.from(zeros, (zero) => code - zero),
      );
    const g = emit.mul(at.g, emit.complement(emit.greater(x, bound(highest))));
    if (zeros.some((zero) => zero !== lowest))
      return [emit.mul(g, emit.complement(emit.less(x, bound(lowest))))];
    if (isNonNegative(graph, x)) return [g];
    return [isSumWithNumber(graph, x) ? rectify(emit, g, x) : rectifier(emit, g, x)];
  };

export const quantisationRules: RuleTable = {
  QuantizeLinear: quantiser(rectify),
  DequantizeLinear: straightThrough,
};

/** What codes stand for, less their zero points; shaped for the axis along which scales differ. */
function numbersOf(at: RuleContext, codes: Float32Array): Value {
  const { emit, graph } = at;
  const scale = at.input(1);
  const dims = codes.length === 1 ? [] : [codes.length];
  const numbers = emit.mul(scale, emit.constant({ type: 'float32', dims, data: codes }));
  const channels = graph.shape(scale)?.[0] ?? 1;
  if (channels === 1) return numbers;
  const rank = at.rank(at.x);
  const axis = (at.number('axis', 1) + rank) % rank;
  return emit.reshape(numbers, [channels, ...new Array<number>(rank - axis - 1).fill(1)]);
}

/** x + 3 in a hard swish or hard sigmoid, which is then clipped, not rectified; a bias has a number for every channel. */
function isSumWithNumber(graph: Graph, value: string): boolean {
  const node = graph.producer(value);
  if (node?.op !== 'Add') return false;
  return node.inputs.some((input) => {
    const dims = graph.shape(input);
    return graph.isConstant(input) && dims !== undefined && sizeOf(dims) === 1;
  });
}
