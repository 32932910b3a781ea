import type { Emitter, Value } from '../edit/emitter.ts';
import { rectifiedAlone } from './rectified-alone.ts';
import { ruleSets } from './rule-sets.ts';
import type { Rule, RuleContext } from './rule.ts';
import { isNonNegative } from './rules/non-negative.ts';
import { fixedDeviationRules } from './rules/normalisation.ts';

/** What arrives goes on as it is to all that a node reads of the image, summed where that was broadcast. */
export const pass: Rule = (at) => wantedInputs(at, (i) => at.unbroadcast(at.g, i));

export interface ContributionOptions {
  /** ∂y/∂x, where a node is taken to be linear that is not; the rule of calculus by default. */
  readonly gradient?: Rule;
  /**
   * Every rule of the set gives nothing to what is 0, as this one does: then a ReLU's output, whose sign is known, stands for what it
   * read, which is faster. Where another rule of the set does give something to a 0, results would be wrong.
   */
  readonly zerosGetNothing?: boolean;
}

/**
 * What arrives is shared by contribution: xᵢ · Σ_k ∂y_k/∂xᵢ · R_k / (y_k ± epsilon), the ε rule of a node that is linear in
 * what it reads. What a constant contributes is lost, and what is 0 is given nothing.
 */
export const byContribution =
  (epsilon: number, { gradient = gradientRule, zerosGetNothing = false }: ContributionOptions = {}): Rule =>
  (at) => {
    const share = at.emit.div(at.g, divisorOf(at, epsilon, zerosGetNothing));
    const gradients = gradient(at.arriving(share));
    return wantedInputs(at, (i) => gradients[i] && at.emit.mul(at.input(i), gradients[i]));
  };

/** The output moved away from 0, of which a ReLU's may do: to what it made 0 nothing is given that could be shared. */
function divisorOf({ emit, graph, y }: RuleContext, epsilon: number, zerosGetNothing: boolean): Value {
  const rectified = zerosGetNothing ? rectifiedAlone(graph, y) : undefined;
  const positive = isNonNegative(graph, y) ? y : rectified;
  return positive ? emit.add(positive, emit.scalar(epsilon)) : stabilised(emit, y, epsilon);
}

/** The rule of calculus for a node. */
export const gradientRule: Rule = (at) => {
  const rule = ruleSets.standard.ruleFor(at.facts);
  if (!rule) throw at.unsupported('nobody knows its gradient');
  return rule(at);
};

/** The rule of calculus for a norm by an image's own statistics, whose deviation is taken for a constant. */
export const fixedDeviationRule: Rule = (at) => (fixedDeviationRules[at.node.op] ?? gradientRule)(at);

/** x moved away from 0 by epsilon; 0 becomes epsilon. */
export function stabilised(emit: Emitter, x: Value, epsilon: number): Value {
  const [above, below] = [emit.scalar(epsilon), emit.scalar(-epsilon)];
  return emit.add(x, emit.where(emit.node('Less', [x, emit.scalar(0)]), below, above));
}

/** Something for each input of a node that depends on the image. */
export function wantedInputs(
  at: RuleContext,
  of: (i: number) => Value | undefined,
): readonly (Value | undefined)[] {
  return at.node.inputs.map((_, i) => (at.has(i) && at.wants(i) ? of(i) : undefined));
}
