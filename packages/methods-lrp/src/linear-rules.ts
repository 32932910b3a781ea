import {
  isNonNegative,
  linearMapOf,
  stabilised,
  type Emitter,
  type LinearMap,
  type Rule,
  type RuleContext,
  type Value,
} from '@camscope/onnx/rules';

// Rules of a linear layer z = W·x + b. What is below 0 counts as well as what is above: x⁺ and x⁻ are the parts of the input, and
// W⁺ and W⁻ those of the weights, so that x⁺·W⁺ and x⁻·W⁻ speak for an output, x⁺·W⁻ and x⁻·W⁺ against it.

/** Part of the input, by part of the weights, plus part of the bias. */
interface Term {
  readonly x: Value;
  readonly weights: Value;
  readonly bias?: Value;
}

/** The ε rule: xᵢ · Σ_k w_ik · R_k / (z_k ± ε). */
export const epsilonRule =
  (epsilon: number): Rule =>
  (at) => {
    const map = linearMapOf(at);
    const whole = { x: at.x, weights: map.weights };
    return [relevanceOf(at, map, [whole], at.emit.div(at.g, stabilised(at.emit, map.output, epsilon)))];
  };

/** The z⁺ rule: R is shared by what spoke for the output. */
export const plusRule =
  (stabiliser: number): Rule =>
  (at) => {
    const map = linearMapOf(at);
    return [sharedBy(at, map, speaking(at, map, 'for'), stabiliser)];
  };

/** The αβ rule: α times R by what spoke for the output, less β = α − 1 times R by what spoke against it. */
export const alphaBetaRule =
  (alpha: number, stabiliser: number): Rule =>
  (at) => {
    const { emit } = at;
    const map = linearMapOf(at);
    const spoke = sharedBy(at, map, speaking(at, map, 'for'), stabiliser);
    const against = sharedBy(at, map, speaking(at, map, 'against'), stabiliser);
    return [emit.sub(emit.mul(spoke, emit.scalar(alpha)), emit.mul(against, emit.scalar(alpha - 1)))];
  };

/**
 * The γ rule, for inputs of both signs: what spoke for an output above 0, or against one below 0, counts 1 + γ times.
 */
export const gammaRule =
  (gamma: number, stabiliser: number): Rule =>
  (at) => {
    const { emit } = at;
    const map = linearMapOf(at);
    const favoured = (side: Side) => {
      const all = { x: at.x, weights: map.weights, bias: map.bias };
      const more = speaking(at, map, side).map(({ x, ...part }) => ({
        ...part,
        x: emit.mul(x, emit.scalar(gamma)),
      }));
      return [
        all,
        ...more.map((term) => ({ ...term, bias: term.bias && emit.mul(term.bias, emit.scalar(gamma)) })),
      ];
    };
    const above = emit.greater(map.output, emit.scalar(0));
    const below = emit.less(map.output, emit.scalar(0));
    const sides = [
      sharedBy(at, map, favoured('for'), stabiliser, emit.mul(at.g, above)),
      sharedBy(at, map, favoured('against'), stabiliser, emit.mul(at.g, below)),
    ];
    return [emit.add(sides[0], sides[1])];
  };

/** The z^B rule, for an input between bounds: each number counts as far as it is from the bound that would say less. */
export const boxRule =
  (bounds: (at: RuleContext) => { readonly low: Value; readonly high: Value }, stabiliser: number): Rule =>
  (at) => {
    const { emit } = at;
    const map = linearMapOf(at);
    const { low, high } = bounds(at);
    const [above, below] = parts(emit, map.weights);
    const terms: readonly Term[] = [
      { x: at.x, weights: map.weights },
      { x: emit.node('Neg', [low]), weights: above },
      { x: emit.node('Neg', [high]), weights: below },
    ];
    return [sharedBy(at, map, terms, stabiliser)];
  };

type Side = 'for' | 'against';

/** What speaks for, or against, an output. */
function speaking(at: RuleContext, { weights, bias }: LinearMap, side: Side): readonly Term[] {
  const { emit } = at;
  const order = (whole: Value) => (side === 'for' ? parts(emit, whole) : parts(emit, whole).toReversed());
  const [same, other] = order(weights);
  const part = bias && order(bias)[0];
  // After a ReLU there is nothing below 0.
  if (isNonNegative(at.graph, at.x)) return [{ x: at.x, weights: same, bias: part }];
  const [above, below] = parts(emit, at.x);
  return [
    { x: above, weights: same, bias: part },
    { x: below, weights: other },
  ];
}

/** What is above 0, and what is below. */
function parts(emit: Emitter, value: Value): [Value, Value] {
  const above = emit.relu(value);
  return [above, emit.sub(value, above)];
}

/** R shared by terms, in proportion to what they make of each output. */
function sharedBy(
  at: RuleContext,
  map: LinearMap,
  terms: readonly Term[],
  stabiliser: number,
  relevance = at.g,
): Value {
  const { emit } = at;
  const outputs = terms.map(({ x, weights, bias }) => {
    const output = map.apply(x, weights);
    return bias === undefined ? output : emit.add(output, bias);
  });
  const z = outputs.reduce(emit.add);
  return relevanceOf(at, map, terms, emit.div(relevance, stabilised(emit, z, stabiliser)));
}

function relevanceOf({ emit }: RuleContext, map: LinearMap, terms: readonly Term[], share: Value): Value {
  return terms.map(({ x, weights }) => emit.mul(x, map.applyTransposed(share, weights))).reduce(emit.add);
}
