import type { Value } from '../edit/emitter.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import type { RuleContext } from './rule.ts';

/** x ↦ x · scale + shift, each a vector: a number per channel, or one for all. */
export interface Affine {
  readonly scale?: Value;
  readonly shift?: Value;
}

/** An affine map, and then a node that is one, too: BatchNormalization, or Add, Sub, Mul or Div with a constant. */
export function followedBy(at: RuleContext, { scale, shift }: Affine, node: OnnxNode): Affine {
  const { emit, graph } = at;
  const { op, inputs } = node;
  if (op === 'BatchNormalization') {
    const norm = normOf(at, node);
    const shifted = shift && emit.mul(shift, norm.scale);
    return { scale: both(emit.mul, scale, norm.scale), shift: both(emit.add, shifted, norm.shift) };
  }
  const constant = vectorOf(
    at,
    inputs.find((input) => graph.isConstant(input))!,
  );
  if (op === 'Add') return { scale, shift: both(emit.add, shift, constant) };
  if (op === 'Sub') return { scale, shift: both(emit.add, shift, emit.node('Neg', [constant])) };
  const factor = op === 'Mul' ? constant : emit.div(emit.scalar(1), constant);
  return { scale: both(emit.mul, scale, factor), shift: shift && emit.mul(shift, factor) };
}

/** What a batch norm with its running statistics is. */
export function normOf({ emit }: RuleContext, node: OnnxNode): Required<Affine> {
  const [, gain, offset, mean, variance] = node.inputs;
  const epsilon = emit.scalar(Number(node.attribute('epsilon') ?? 1e-5));
  const scale = emit.div(gain, emit.node('Sqrt', [emit.add(variance, epsilon)]));
  return { scale, shift: emit.sub(offset, emit.mul(mean, scale)) };
}

/** A constant that holds a number per channel, or one for all, whatever its axes of size 1. */
export function vectorOf({ emit, graph }: RuleContext, constant: Value): Value {
  return graph.shape(constant)?.length === 1 ? constant : emit.reshape(constant, [-1]);
}

function both(combine: (a: Value, b: Value) => Value, a: Value | undefined, b: Value): Value {
  return a === undefined ? b : combine(a, b);
}
