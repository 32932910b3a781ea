import { gradientRule, wantedInputs, type NodeKind, type Rule, type RuleSet } from '@camscope/onnx/rules';
import { differenceOf, ratioOr, rectifiedDifference, rescaled } from './differences.ts';
import { layerNormRule, softmaxRule } from './norm-rules.ts';

// Multipliers m with Σ m·(x − x′) = y − y′: at hand is x′, what the image is compared with, and `original` is the image.

/** Rules of DeepLIFT: the rescale rule where a number becomes another, exact splits where several meet. */
export function rescaleRules(epsilon: number): RuleSet {
  const activation: Rule = (at) => {
    if (at.node.inputs.filter((_, i) => at.wants(i)).length > 1)
      throw at.unsupported('it is a function of two values at once');
    return wantedInputs(at, (i) => rescaled(at, i, differenceOf(at, at.y), epsilon));
  };
  const kinds: Readonly<Partial<Record<NodeKind, Rule>>> = {
    ...each(['convolution', 'dense', 'merged', 'pool', 'sum', 'scale', 'routing'], gradientRule),
    activation,
    ...each(['gate', 'product'], bilinear),
    quotient,
    softmax: softmaxRule(epsilon),
  };
  const rectifier: Rule = (at) => [rescaled(at, 0, rectifiedDifference(at), epsilon)];
  const operators: Readonly<Record<string, Rule | undefined>> = {
    Relu: rectifier,
    ...each(['MaxPool', 'GlobalMaxPool', 'ReduceMax'], maximum(epsilon)),
    ...each(['BatchNormalization', 'Resize', 'Upsample'], gradientRule),
    LayerNormalization: layerNormRule,
    ...each(['Max', 'Min', 'ReduceMin'], undefined),
  };
  return {
    name: 'DeepLIFT',
    compares: true,
    ruleFor({ kind, node: { op } }) {
      if (op in operators) return operators[op];
      // Of one value and constants.
      return kinds[kind] ?? (['MatMul', 'Gemm', 'Einsum'].includes(op) ? gradientRule : undefined);
    },
  };
}

/**
 * What a maximum rises is owed to the place of the image's, what it falls to that of the other's, as Captum has it; what several
 * windows owe to one place adds up.
 */
const maximum =
  (epsilon: number): Rule =>
  (at) => {
    const { emit } = at;
    const difference = differenceOf(at, at.y);
    const risen = emit.relu(difference);
    const fallen = emit.sub(difference, risen);
    const owed = emit.add(
      gradientRule(at.atOriginal().arriving(emit.mul(at.g, risen)))[0]!,
      gradientRule(at.arriving(emit.mul(at.g, fallen)))[0]!,
    );
    return [ratioOr(at, 0, owed, epsilon, gradientRule(at.atOriginal())[0]!)];
  };

/** The mean of what each factor's gradient is at either image. */
const bilinear: Rule = (at) => {
  const [own, other] = [gradientRule(at), gradientRule(at.atOriginal())];
  return wantedInputs(at, (i) => at.emit.mul(at.emit.add(own[i]!, other[i]!), at.emit.scalar(0.5)));
};

/** a/b, as a product of a and 1/b. */
const quotient: Rule = (at) => {
  const { emit } = at;
  const [a, b] = at.node.inputs;
  const [inverse, inverse0] = [at.original(b), b].map((value) => emit.div(emit.scalar(1), value));
  const half = emit.mul(at.g, emit.scalar(0.5));
  return wantedInputs(at, (i) => {
    if (i === 0) return at.unbroadcast(emit.mul(half, emit.add(inverse, inverse0)), 0);
    const change = emit.mul(emit.add(at.original(a), a), emit.mul(inverse, inverse0));
    return at.unbroadcast(emit.node('Neg', [emit.mul(half, change)]), 1);
  });
};

function each<Name extends string, Of>(names: readonly Name[], one: Of): Record<Name, Of> {
  return Object.fromEntries(names.map((name) => [name, one])) as Record<Name, Of>;
}
