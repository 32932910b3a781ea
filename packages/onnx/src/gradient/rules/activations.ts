import type { Rule, RuleContext, RuleSet } from '../rule.ts';

// Masks are read from outputs where they can be, not from pre-activations: ONNX Runtime can then still fuse the
// activation into the convolution before it.

const relu: Rule = (at) => [at.emit.mul(at.g, at.emit.greater(at.y, at.emit.scalar(0)))];

const sigmoid: Rule = ({ emit, g, y }) => [emit.mul(g, emit.mul(y, emit.sub(emit.scalar(1), y)))];

const tanh: Rule = ({ emit, g, y }) => [emit.mul(g, emit.sub(emit.scalar(1), emit.mul(y, y)))];

/** Zero on the bounds, as torch's hardtanh has it. */
const clip: Rule = (at) => {
  const [low, high] = [bound(at, 1, 'min'), bound(at, 2, 'max')];
  let { g } = at;
  if (low !== undefined) g = at.emit.mul(g, at.emit.greater(at.x, low));
  if (high !== undefined) g = at.emit.mul(g, at.emit.less(at.x, high));
  return [g];
};

/** alpha on the slope of max(0, min(1, alpha·x + beta)). */
const hardSigmoid: Rule = (at) => {
  const { emit, g, y } = at;
  const open = emit.mul(emit.greater(y, emit.scalar(0)), emit.less(y, emit.scalar(1)));
  return [emit.mul(g, emit.mul(open, emit.scalar(at.number('alpha', 0.2))))];
};

/** x·max(0, min(1, x/6 + 1/2)): 0 up to −3, 1 from 3, x/3 + 1/2 between. */
const hardSwish: Rule = ({ emit, g, x }) => {
  const three = emit.scalar(3);
  const middle = emit.mul(emit.greater(x, emit.scalar(-3)), emit.less(x, three));
  const slope = emit.add(emit.div(x, three), emit.scalar(0.5));
  const above = emit.sub(emit.scalar(1), emit.less(x, three));
  return [emit.mul(g, emit.add(emit.mul(middle, slope), above))];
};

export const activationRules: RuleSet = {
  Relu: relu,
  Sigmoid: sigmoid,
  Tanh: tanh,
  Clip: clip,
  HardSigmoid: hardSigmoid,
  HardSwish: hardSwish,
};

/** A bound of Clip: an input since operator set 11, an attribute before. */
function bound(at: RuleContext, i: number, attribute: string): string | undefined {
  if (at.has(i)) return at.input(i);
  const value = at.node.attribute(attribute);
  return value === undefined ? undefined : at.emit.scalar(Number(value));
}
