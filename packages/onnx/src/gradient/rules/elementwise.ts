import type { Emitter, Value } from '../../edit/emitter.ts';
import type { Rule, RuleContext, RuleTable } from '../rule.ts';

/** A rule of the form g · f′, where f′ is written from x and y. */
const times =
  (slope: (emit: Emitter, x: Value, y: Value, at: RuleContext) => Value): Rule =>
  (at) => [at.emit.mul(at.g, slope(at.emit, at.x, at.y, at))];

const above = (emit: Emitter, x: Value): Value => emit.greater(x, emit.scalar(0));
const below = (emit: Emitter, x: Value): Value => emit.less(x, emit.scalar(0));

/** xᵏ: k·xᵏ⁻¹; an exponent that depends on the image: y·log x. */
const pow: Rule = (at) => {
  const { emit, g, x, y } = at;
  const exponent = at.input(1);
  const toBase = () => emit.mul(exponent, emit.node('Pow', [x, emit.sub(exponent, emit.scalar(1))]));
  const toExponent = () => emit.mul(y, emit.node('Log', [x]));
  return [
    at.wants(0) ? at.unbroadcast(emit.mul(g, toBase()), 0) : undefined,
    at.wants(1) ? at.unbroadcast(emit.mul(g, toExponent()), 1) : undefined,
  ];
};

const SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);
/** Coefficient of the cubic term in the tanh form of GELU (arXiv:1606.08415). */
const GELU_CUBIC = 0.044715;

const gelu = times((emit, x, _y, at) =>
  at.node.attribute('approximate') === 'tanh' ? geluTanhSlope(emit, x) : geluSlope(emit, x),
);

export const elementwiseRules: RuleTable = {
  Abs: times((emit, x) => emit.sub(above(emit, x), below(emit, x))),
  Exp: times((_emit, _x, y) => y),
  Log: times((emit, x) => emit.node('Reciprocal', [x])),
  Sqrt: times((emit, _x, y) => emit.div(emit.scalar(0.5), y)),
  Reciprocal: times((emit, _x, y) => emit.node('Neg', [emit.mul(y, y)])),
  Sin: times((emit, x) => emit.node('Cos', [x])),
  Cos: times((emit, x) => emit.node('Neg', [emit.node('Sin', [x])])),
  Erf: times((emit, x) => emit.mul(emit.scalar(2 / Math.sqrt(Math.PI)), gaussian(emit, x, 1))),
  Softsign: times((emit, x) => {
    const one = emit.add(emit.scalar(1), emit.node('Abs', [x]));
    return emit.node('Reciprocal', [emit.mul(one, one)]);
  }),
  Softplus: times((emit, x) => emit.node('Sigmoid', [x])),
  Gelu: gelu,
  Pow: pow,
};

/** Φ(x) + x·φ(x), with Φ and φ of the standard normal distribution. */
function geluSlope(emit: Emitter, x: Value): Value {
  const erf = emit.node('Erf', [emit.mul(x, emit.scalar(Math.SQRT1_2))]);
  const cdf = emit.mul(emit.scalar(0.5), emit.add(emit.scalar(1), erf));
  const density = emit.mul(emit.scalar(1 / Math.sqrt(2 * Math.PI)), gaussian(emit, x, 0.5));
  return emit.add(cdf, emit.mul(x, density));
}

/** The slope of x/2·(1 + tanh u), u = √(2/π)·(x + c·x³). */
function geluTanhSlope(emit: Emitter, x: Value): Value {
  const squared = emit.mul(x, x);
  const u = emit.mul(
    emit.mul(emit.scalar(SQRT_2_OVER_PI), x),
    emit.add(emit.scalar(1), emit.mul(emit.scalar(GELU_CUBIC), squared)),
  );
  const t = emit.node('Tanh', [u]);
  const slopeOfU = emit.mul(
    emit.scalar(SQRT_2_OVER_PI),
    emit.add(emit.scalar(1), emit.mul(emit.scalar(3 * GELU_CUBIC), squared)),
  );
  const bend = emit.mul(emit.mul(x, emit.complement(emit.mul(t, t))), slopeOfU);
  return emit.mul(emit.scalar(0.5), emit.add(emit.add(emit.scalar(1), t), bend));
}

/** exp(−k·x²). */
function gaussian(emit: Emitter, x: Value, k: number): Value {
  return emit.node('Exp', [emit.mul(emit.scalar(-k), emit.mul(x, x))]);
}
