import { gradientRule, type Emitter, type RuleContext, type Value } from '@camscope/onnx/rules';

/** What a value is more for the image than for what it is compared with. */
export function differenceOf(at: RuleContext, value: Value): Value {
  return at.emit.sub(at.original(value), value);
}

/**
 * g · change/Δx, and the gradient where |Δx| is below epsilon.
 * @param x one of the node's inputs.
 * @param g undefined where `change` holds it already.
 */
export function rescaled(
  at: RuleContext,
  g: Value | undefined,
  x: Value,
  change: Value,
  epsilon: number,
): Value {
  const { emit } = at;
  const difference = differenceOf(at, x);
  const near = isNear(emit, difference, epsilon);
  const ratio = emit.div(change, emit.where(near, emit.scalar(1), difference));
  const multiplier = g === undefined ? ratio : emit.mul(g, ratio);
  return emit.where(near, gradientRule(at.atOriginal())[at.node.inputs.indexOf(x)]!, multiplier);
}

/** Whether |x| is below epsilon, as bool. */
export function isNear(emit: Emitter, x: Value, epsilon: number): Value {
  return emit.node('Less', [emit.node('Abs', [x]), emit.scalar(epsilon)]);
}
