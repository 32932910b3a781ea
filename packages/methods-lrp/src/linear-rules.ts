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
  /** How many of both stand side by side. */
  readonly copies?: number;
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
  (at) => [sharedByOneSide(at, linearMapOf(at), 'for', stabiliser)];

/** The αβ rule: α times R by what spoke for the output, less β = α − 1 times R by what spoke against it. */
export const alphaBetaRule =
  (alpha: number, stabiliser: number): Rule =>
  (at) => {
    const { emit } = at;
    const map = linearMapOf(at);
    const spoke = sharedByOneSide(at, map, 'for', stabiliser);
    const against = sharedByOneSide(at, map, 'against', stabiliser);
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
    const more = (value: Value) => emit.mul(value, emit.scalar(gamma));
    const favoured = (side: Side) => [
      { x: at.x, weights: map.weights, bias: map.bias },
      ...speaking(at, map, side).map((term) => ({
        ...term,
        weights: more(term.weights),
        bias: term.bias && more(term.bias),
      })),
    ];
    const above = emit.isPositive(map.output);
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
function speaking(at: RuleContext, map: LinearMap, side: Side): readonly Term[] {
  const { emit } = at;
  const order = (whole: Value) => (side === 'for' ? parts(emit, whole) : parts(emit, whole).toReversed());
  const [same, other] = order(map.weights);
  const [bias] = order(map.bias);
  // After a ReLU there is nothing below 0.
  if (isNonNegative(at.graph, at.x)) return [{ x: at.x, weights: same, bias }];
  const [above, below] = parts(emit, at.x);
  return [
    { x: above, weights: same, bias },
    { x: below, weights: other },
  ];
}

/** What is above 0, and what is below. */
function parts(emit: Emitter, value: Value): [Value, Value] {
  const above = emit.relu(value);
  return [above, emit.sub(value, above)];
}

/** R shared by all that spoke for, or against, an output: none of it crosses 0, so that the stabiliser is part of the bias. */
function sharedByOneSide(at: RuleContext, map: LinearMap, side: Side, stabiliser: number): Value {
  const { emit } = at;
  const terms = speaking(at, map, side);
  const [first, ...others] = sideBySide(emit, map, terms);
  const bias = emit.add(first.bias!, emit.scalar(side === 'for' ? stabiliser : -stabiliser));
  const z = outputOf(at, map, [{ ...first, bias }, ...others]);
  return relevanceOf(at, map, terms, emit.div(at.g, z));
}

/** Terms as one of all that they read, along its channels: one convolution for several. */
function sideBySide(emit: Emitter, { inputAxis }: LinearMap, terms: readonly Term[]): readonly Term[] {
  if (terms.length === 1 || inputAxis === undefined) return terms;
  const x = emit.concat(
    terms.map((term) => term.x),
    1,
  );
  const weights = emit.concat(
    terms.map((term) => term.weights),
    inputAxis,
  );
  return [{ x, weights, bias: terms[0].bias, copies: terms.length }];
}

/** R shared by terms, in proportion to what they make of each output. */
function sharedBy(
  at: RuleContext,
  map: LinearMap,
  given: readonly Term[],
  stabiliser: number,
  relevance = at.g,
): Value {
  const terms = joined(at.emit, given);
  const z = stabilised(at.emit, outputOf(at, map, terms), stabiliser);
  return relevanceOf(at, map, terms, at.emit.div(relevance, z));
}

/** Terms of the same input as one. */
function joined(emit: Emitter, terms: readonly Term[]): readonly Term[] {
  const byInput = new Map<Value, Term>();
  for (const term of terms) {
    const other = byInput.get(term.x);
    const bias = other?.bias && term.bias ? emit.add(other.bias, term.bias) : (other?.bias ?? term.bias);
    byInput.set(term.x, other ? { ...other, weights: emit.add(other.weights, term.weights), bias } : term);
  }
  return [...byInput.values()];
}

/** What terms make of an output. */
function outputOf({ emit }: RuleContext, map: LinearMap, terms: readonly Term[]): Value {
  const outputs = terms.map(({ x, weights, bias, copies }) => {
    const output = map.apply(x, weights, copies);
    return bias === undefined ? output : emit.add(output, bias);
  });
  return outputs.reduce(emit.add);
}

function relevanceOf({ emit }: RuleContext, map: LinearMap, terms: readonly Term[], share: Value): Value {
  return terms.map(({ x, weights }) => emit.mul(x, map.applyTransposed(share, weights))).reduce(emit.add);
}
