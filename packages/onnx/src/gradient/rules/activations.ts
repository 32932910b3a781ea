import type { Rule, RuleContext, RuleTable } from '../rule.ts';

// Masks are read from outputs where they can be, not from pre-activations: ONNX Runtime can then still fuse the
// activation into the convolution before it.

const relu: Rule = ({ emit, g, y }) => [emit.mul(g, emit.isPositive(y))];

const sigmoid: Rule = ({ emit, g, y }) => [emit.mul(g, emit.mul(y, emit.complement(y)))];

const tanh: Rule = ({ emit, g, y }) => [emit.mul(g, emit.complement(emit.mul(y, y)))];

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
  const open = emit.mul(emit.isPositive(y), emit.less(y, emit.scalar(1)));
  return [emit.mul(g, emit.mul(open, emit.scalar(at.number('alpha', 0.2))))];
};

/** x·max(0, min(1, x/6 + 1/2)): 0 up to −3, 1 from 3, x/3 + 1/2 between. */
const hardSwish: Rule = ({ emit, g, x }) => {
  const three = emit.scalar(3);
  const middle = emit.mul(emit.greater(x, emit.scalar(-3)), emit.less(x, three));
  const slope = emit.add(emit.div(x, three), emit.scalar(0.5));
  const above = emit.complement(emit.less(x, three));
  return [emit.mul(g, emit.add(emit.mul(middle, slope), above))];
};

/** 1 above 0, `slope` below. */
const leakyRelu: Rule = (at) => [piecewise(at, at.emit.scalar(at.number('alpha', 0.01)))];

const prelu: Rule = (at) => {
  if (at.wants(1)) throw at.unsupported('its slope depends on the image');
  return [piecewise(at, at.input(1))];
};

const thresholdedRelu: Rule = (at) => [
  at.emit.mul(at.g, at.emit.greater(at.x, at.emit.scalar(at.number('alpha', 1)))),
];

/** alpha·(eˣ − 1) below 0, where the slope is y + alpha. */
const elu: Rule = (at) => [exponential(at, at.number('alpha', 1), 1)];

/** gamma·elu(x). */
const selu: Rule = (at) => {
  const gamma = at.number('gamma', 1.0507009873554805);
  return [exponential(at, gamma * at.number('alpha', 1.6732632423543772), gamma)];
};

/** alpha·(e^(x/alpha) − 1) below 0, where the slope is y/alpha + 1. */
const celu: Rule = (at) => {
  const { emit, g, y } = at;
  const inverse = emit.scalar(1 / at.number('alpha', 1));
  const belowSlope = emit.add(emit.mul(emit.node('Min', [y, emit.scalar(0)]), inverse), emit.scalar(1));
  return [emit.mul(g, belowSlope)];
};

/** x·tanh(softplus x). */
const mish: Rule = ({ emit, g, x }) => {
  const t = emit.node('Tanh', [emit.node('Softplus', [x])]);
  const bend = emit.mul(emit.mul(x, emit.complement(emit.mul(t, t))), emit.node('Sigmoid', [x]));
  return [emit.mul(g, emit.add(t, bend))];
};

export const activationRules: RuleTable = {
  Relu: relu,
  Sigmoid: sigmoid,
  Tanh: tanh,
  Clip: clip,
  HardSigmoid: hardSigmoid,
  HardSwish: hardSwish,
  LeakyRelu: leakyRelu,
  PRelu: prelu,
  ThresholdedRelu: thresholdedRelu,
  Elu: elu,
  Selu: selu,
  Celu: celu,
  Mish: mish,
};

function piecewise(at: RuleContext, slope: string): string {
  const { emit } = at;
  const above = emit.isPositive(at.x);
  return emit.mul(at.g, emit.add(above, emit.mul(slope, emit.complement(above))));
}

/** The slope is `above` above 0, and y + `scale` below, where y = scale·(eˣ − 1). */
function exponential({ emit, g, x, y }: RuleContext, scale: number, above: number): string {
  const positive = emit.isPositive(x);
  const below = emit.mul(emit.complement(positive), emit.add(y, emit.scalar(scale)));
  return emit.mul(g, emit.add(emit.mul(positive, emit.scalar(above)), below));
}

/** A bound of Clip: an input since operator set 11, an attribute before. */
function bound(at: RuleContext, i: number, attribute: string): string | undefined {
  if (at.has(i)) return at.input(i);
  const value = at.node.attribute(attribute);
  return value === undefined ? undefined : at.emit.scalar(Number(value));
}
