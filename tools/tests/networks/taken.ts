import {
  linearMapOf,
  stabilised,
  type LinearMap,
  type NodeKind,
  type RuleContext,
  type Value,
} from '@camscope/onnx/rules';
import type { CompositeName } from '@camscope/methods-lrp';

// What of the relevance that arrives at a node goes to its bias and to the stabiliser: R · (b ± ε)/(z ± ε), by the definitions, apart
// from the rules' own code. Where nothing speaks for an output z is 0, and the stabiliser takes all of R.

/** LRP of ε = 1e-6 and γ = 0.25. */
export const takenBy =
  (composite: CompositeName) =>
  (at: RuleContext): Value | undefined => {
    const { kind } = at.facts;
    if (kind === 'convolution') return convolutions[composite](at, linearMapOf(at));
    if (kind === 'dense') return byEpsilon(at, linearMapOf(at));
    return constants[kind]?.(at);
  };

const STABILISER = 1e-6;
const GAMMA = 0.25;

type OfLayer = (at: RuleContext, map: LinearMap) => Value;

/** Of what arrives, R, the part that is b's, and ε's, of z. */
function share({ emit, g }: RuleContext, z: Value, bias: Value | undefined, relevance = g): Value {
  const above = stabilised(emit, z, STABILISER);
  const stabiliser = emit.sub(above, z);
  const part = bias === undefined ? stabiliser : emit.add(bias, stabiliser);
  return emit.mul(relevance, emit.div(part, above));
}

const byEpsilon: OfLayer = (at, { output, bias }) => share(at, output, bias);

/** Of z⁺ = x⁺·W⁺ + x⁻·W⁻ + b⁺, or of z⁻. */
function spoken(at: RuleContext, map: LinearMap, sign: 1 | -1) {
  const { emit } = at;
  const above = (value: Value) => emit.relu(value);
  const below = (value: Value) => emit.sub(value, above(value));
  const [same, other] = sign === 1 ? [above, below] : [below, above];
  const bias = map.bias && same(map.bias);
  const made = emit.add(
    map.apply(above(at.x), same(map.weights)),
    map.apply(below(at.x), other(map.weights)),
  );
  return { bias, z: bias === undefined ? made : emit.add(made, bias) };
}

const convolutions: Readonly<Record<CompositeName, OfLayer>> = {
  epsilon: byEpsilon,
  'epsilon-plus': (at, map) => {
    const { z, bias } = spoken(at, map, 1);
    return share(at, z, bias);
  },
  'epsilon-alpha2-beta1': (at, map) => {
    const [positive, negative] = ([1, -1] as const).map((sign) => spoken(at, map, sign));
    const twice = at.emit.mul(share(at, positive.z, positive.bias), at.emit.scalar(2));
    return at.emit.sub(twice, share(at, negative.z, negative.bias));
  },
  'epsilon-gamma-box': (at, map) => (at.facts.isFirstLinear ? boxed : favoured)(at, map),
};

/** No bias has a share in a box. */
const boxed: OfLayer = (at, { weights, apply }) => {
  const { emit, imageRange } = at;
  const above = emit.relu(weights);
  const bound = (value: number) =>
    emit.mul(emit.add(emit.mul(at.x, emit.scalar(0)), emit.scalar(1)), emit.scalar(value));
  const low = apply(bound(imageRange!.low[0]), above);
  const high = apply(bound(imageRange!.high[0]), emit.sub(weights, above));
  return share(at, emit.sub(emit.sub(apply(at.x, weights), low), high), undefined);
};

const favoured: OfLayer = (at, map) => {
  const { emit } = at;
  const more = (value: Value) => emit.mul(value, emit.scalar(GAMMA));
  const sides = ([1, -1] as const).map((sign) => {
    const { z, bias } = spoken(at, map, sign);
    const whole = emit.add(map.output, more(z));
    const ofSide =
      sign === 1 ? emit.greater(map.output, emit.scalar(0)) : emit.less(map.output, emit.scalar(0));
    const own = map.bias && emit.add(map.bias, more(bias!));
    return share(at, whole, own, emit.mul(at.g, ofSide));
  });
  return emit.add(sides[0], sides[1]);
};

/** What constants are of an output that is shared by contribution. */
const constants: Readonly<Partial<Record<NodeKind, (at: RuleContext) => Value | undefined>>> = {
  sum: (at) => {
    const constant = at.node.inputs.findIndex((_, i) => !at.wants(i));
    if (constant < 0) return share(at, at.y, undefined);
    const sign = at.node.op === 'Sub' && constant === 1 ? -1 : 1;
    return share(at, at.y, at.emit.mul(at.input(constant), at.emit.scalar(sign)));
  },
  pool: (at) =>
    at.node.op.includes('Max') || at.node.op.includes('Min') ? undefined : share(at, at.y, undefined),
  product: (at) => share(at, at.y, undefined),
  other: (at) => share(at, at.y, undefined),
  routing: (at) => (at.node.op === 'Concat' ? ofConstantParts(at) : undefined),
  normalisation: (at) => (at.node.op === 'LRN' ? undefined : share(at, at.y, offset(at))),
};

/** The offset of a norm, as numbers of its output. */
function offset(at: RuleContext): Value {
  const { emit, node } = at;
  if (node.op === 'LayerNormalization') return at.input(2);
  const [, channels, ...size] = at.shape(at.x).dims;
  const perChannel = (value: Value) => emit.reshape(value, [channels, ...size.map(() => 1)]);
  if (node.op === 'BatchNormalization') {
    const deviation = emit.node('Sqrt', [emit.add(at.input(4), emit.scalar(at.number('epsilon', 1e-5)))]);
    return perChannel(emit.sub(at.input(2), emit.div(emit.mul(at.input(3), at.input(1)), deviation)));
  }
  // One for each group, up to operator set 20.
  const [given] = at.graph.shape(at.input(2))!;
  return perChannel(emit.expand(emit.reshape(at.input(2), [given, 1]), [given, channels / given]));
}

/** What arrives where a constant was put, such as a class token. */
function ofConstantParts(at: RuleContext): Value | undefined {
  const axis = at.number('axis', 0);
  const sizes = at.node.inputs.map((input) => at.shape(input).dims[axis]);
  const ends = sizes.map((_, i) => sizes.slice(0, i + 1).reduce((sum, length) => sum + length, 0));
  const parts = at.node.inputs.flatMap((_, i) =>
    at.wants(i) ? [] : [at.emit.slice(at.g, [axis], [ends[i] - sizes[i]], [ends[i]])],
  );
  return parts.length === 0 ? undefined : at.emit.concat(parts, axis);
}
