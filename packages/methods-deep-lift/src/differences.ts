import { gradientRule, type Emitter, type RuleContext, type Value } from '@camscope/onnx/rules';

/** What a value is more for the image than for what it is compared with. */
export function differenceOf(at: RuleContext, value: Value): Value {
  return at.emit.sub(at.original(value), value);
}

/** The same of a ReLU's output, from its input: what is read already, where the output need not be. */
export function rectifiedDifference(at: RuleContext): Value {
  const { emit, x } = at;
  return emit.sub(emit.relu(at.original(x)), emit.relu(x));
}

/** g · change/Δx of input `i`, and its gradient where |Δx| is below epsilon. */
export function rescaled(at: RuleContext, i: number, change: Value, epsilon: number): Value {
  const slope = gradientRule(at.atOriginal().arriving(at.emit.scalar(1)))[i]!;
  return at.emit.mul(at.g, ratioOr(at, i, change, epsilon, slope));
}

/** change/Δx of input `i`, and something else where |Δx| is below epsilon. */
export function ratioOr(at: RuleContext, i: number, change: Value, epsilon: number, otherwise: Value): Value {
  const { emit } = at;
  const difference = differenceOf(at, at.input(i));
  const near = isNear(emit, difference, epsilon);
  // What is divided by 0 is not chosen; without a Where it is multiplied by 0.
  const divisor = emit.opset < 9 ? emit.where(near, emit.scalar(1), difference) : difference;
  return emit.where(near, otherwise, emit.div(change, divisor));
}

/** Whether |x| is below epsilon, as bool. */
export function isNear(emit: Emitter, x: Value, epsilon: number): Value {
  return emit.node('Less', [emit.node('Abs', [x]), emit.scalar(epsilon)]);
}
