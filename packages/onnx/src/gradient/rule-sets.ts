import type { RuleSet } from './rule.ts';
import { activationRules } from './rules/activations.ts';
import { arithmeticRules } from './rules/arithmetic.ts';
import { convolutionRules } from './rules/convolution.ts';
import { linearRules } from './rules/linear.ts';
import { normalisationRules } from './rules/normalisation.ts';
import { quantisationRules } from './rules/quantisation.ts';
import { reductionRules } from './rules/reductions.ts';
import { shapeRules } from './rules/shape.ts';

/** The gradient as calculus has it. */
const standard: RuleSet = {
  ...activationRules,
  ...arithmeticRules,
  ...convolutionRules,
  ...linearRules,
  ...normalisationRules,
  ...quantisationRules,
  ...reductionRules,
  ...shapeRules,
};

/** Every way to go backwards through a network, by name. */
export const ruleSets = { standard } as const satisfies Record<string, RuleSet>;
export type RuleSetName = keyof typeof ruleSets;

/** Operators whose rule is an approximation. */
export const approximateOperators: ReadonlySet<string> = new Set(Object.keys(quantisationRules));
