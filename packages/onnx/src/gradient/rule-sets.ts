import type { RuleTable } from './rule.ts';
import { byOperator, type RuleSet } from './rule-set.ts';
import { activationRules } from './rules/activations.ts';
import { arithmeticRules } from './rules/arithmetic.ts';
import { comparisonRules } from './rules/comparison.ts';
import { convolutionRules } from './rules/convolution.ts';
import { elementwiseRules } from './rules/elementwise.ts';
import { linearRules } from './rules/linear.ts';
import { normalisationRules } from './rules/normalisation.ts';
import { poolingRules } from './rules/pooling.ts';
import { quantisationRules, quantiser, rectify, type Rectifier } from './rules/quantisation.ts';
import { reductionRules } from './rules/reductions.ts';
import { resizeRules } from './rules/resize.ts';
import { selectionRules } from './rules/selection.ts';
import { shapeRules } from './rules/shape.ts';
import { softmaxRules } from './rules/softmax.ts';

/** The gradient as calculus has it. */
const standard: RuleTable = {
  ...activationRules,
  ...arithmeticRules,
  ...comparisonRules,
  ...convolutionRules,
  ...elementwiseRules,
  ...linearRules,
  ...normalisationRules,
  ...poolingRules,
  ...quantisationRules,
  ...reductionRules,
  ...resizeRules,
  ...selectionRules,
  ...shapeRules,
  ...softmaxRules,
};

/** Guided Backprop (arXiv:1412.6806): only what is positive going back and was positive going forward. */
const guided: Rectifier = (emit, g, y) => rectify(emit, emit.relu(g), y);

/** Deconvnet (arXiv:1311.2901): only what is positive going back. */
const deconvnet: Rectifier = (emit, g) => emit.relu(g);

/** Every way to go backwards through a network, by name. */
export const ruleSets = {
  standard: byOperator('gradient', standard),
  guided: byOperator('Guided Backprop', { ...standard, ...rectifiedBy(guided) }),
  deconvnet: byOperator('Deconvnet', { ...standard, ...rectifiedBy(deconvnet) }),
} as const satisfies Record<string, RuleSet>;
export type RuleSetName = keyof typeof ruleSets;

/** Operators whose rule is an approximation. */
export const approximateOperators: ReadonlySet<string> = new Set(Object.keys(quantisationRules));

/** The rules of a ReLU, and of a quantiser in its place. */
function rectifiedBy(rectifier: Rectifier): RuleTable {
  return { Relu: ({ emit, g, y }) => [rectifier(emit, g, y)], QuantizeLinear: quantiser(rectifier) };
}
