import {
  byContribution,
  fixedDeviationRule,
  gradientRule,
  pass,
  type NodeFacts,
  type NodeKind,
  type Rule,
  type RuleSet,
} from '@camscope/onnx/rules';
import { boxOf, type Box } from './box.ts';
import { alphaBetaRule, boxRule, epsilonRule, gammaRule, plusRule } from './linear-rules.ts';
import { halved, softmaxRule, toSignal } from './product-rules.ts';

/** What numbers the rules of a composite take. */
export interface Parameters extends Box {
  readonly epsilon: number;
  readonly gamma: number;
  /** How a batch norm is passed that is no part of a linear layer. */
  readonly batchNorm: 'share' | 'pass';
}

/** Rules of the linear layers of a composite. All else is the same in all of them. */
interface Composite {
  readonly convolution: (parameters: Parameters) => Rule;
  /** Of the first convolution, where it has another. */
  readonly first?: (parameters: Parameters) => Rule;
  /** Added to what is divided by, everywhere but in the ε rule. */
  readonly stabiliser?: (parameters: Parameters) => number;
}

const STABILISER = 1e-6;
const epsilonOf = ({ epsilon }: Parameters) => epsilon;

export const composites = {
  'epsilon-plus': { convolution: () => plusRule(STABILISER) },
  'epsilon-gamma-box': {
    convolution: ({ gamma }) => gammaRule(gamma, STABILISER),
    first: (box) => boxRule((at) => boxOf(at, box), STABILISER),
  },
  'epsilon-alpha2-beta1': { convolution: () => alphaBetaRule(2, STABILISER) },
  epsilon: { convolution: (parameters) => epsilonRule(epsilonOf(parameters)), stabiliser: epsilonOf },
} as const satisfies Record<string, Composite>;
export type CompositeName = keyof typeof composites;

/** The rule of every node under a composite. */
export function relevanceRules(name: CompositeName, parameters: Parameters): RuleSet {
  const { convolution, first = convolution, stabiliser = () => STABILISER }: Composite = composites[name];
  const share = byContribution(stabiliser(parameters), { zerosGetNothing: true });
  const rules: Readonly<Partial<Record<NodeKind, Rule>>> = {
    dense: epsilonRule(parameters.epsilon),
    merged: pass,
    activation: pass,
    pool: share,
    sum: share,
    scale: pass,
    gate: toSignal,
    product: halved(share),
    quotient: (at) => [pass(at)[0]],
    softmax: softmaxRule,
    normalisation: byContribution(stabiliser(parameters), {
      gradient: fixedDeviationRule,
      zerosGetNothing: true,
    }),
    routing: gradientRule,
  };
  return {
    name: 'relevance',
    ruleFor(facts) {
      const { kind, node, isFirstLinear } = facts;
      if (kind === 'convolution') return (isFirstLinear ? first : convolution)(parameters);
      if (node.op === 'BatchNormalization' && kind === 'normalisation' && parameters.batchNorm === 'pass')
        return pass;
      return special(facts, share) ?? rules[kind];
    },
  };
}

/** Nodes that are treated otherwise than their kind. */
function special({ kind, node: { op } }: NodeFacts, share: Rule): Rule | undefined {
  // The largest takes all.
  if (['MaxPool', 'GlobalMaxPool', 'ReduceMax', 'ReduceMin'].includes(op)) return gradientRule;
  // xᵢ · s^−β, with s for a constant.
  if (op === 'LRN') return pass;
  // Linear maps without a bias.
  return kind === 'other' && ['Resize', 'Upsample', 'MatMul', 'Gemm', 'Einsum'].includes(op)
    ? share
    : undefined;
}
