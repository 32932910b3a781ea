import type { Rule, RuleSet } from '../rule.ts';

/** Straight-through: a quantiser and its inverse are taken for the identity. Approximate. */
const straightThrough: Rule = ({ g }) => [g];

export const quantisationRules: RuleSet = {
  QuantizeLinear: straightThrough,
  DequantizeLinear: straightThrough,
};
