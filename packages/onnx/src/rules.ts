// What a plugin needs to go back through a network in a way of its own: `gradient(score, image, { rules })`.
export type { RuleSet } from './gradient/rule-set.ts';
export { RuleContext, type ImageRange, type Rule } from './gradient/rule.ts';
export { ruleSets } from './gradient/rule-sets.ts';
export type { NodeFacts } from './gradient/facts/node-facts.ts';
export type { NodeKind } from './gradient/facts/kind-of.ts';
export type { LinearLayer } from './gradient/facts/linear-layers.ts';
export {
  byContribution,
  type ContributionOptions,
  fixedDeviationRule,
  gradientRule,
  pass,
  stabilised,
  wantedInputs,
} from './gradient/contribution.ts';
export { linearMapOf, type LinearMap } from './gradient/linear-map.ts';
export { normalisedAxes } from './gradient/rules/softmax.ts';
export { isNonNegative } from './gradient/rules/non-negative.ts';
export type { Emitter, Value } from './edit/emitter.ts';
