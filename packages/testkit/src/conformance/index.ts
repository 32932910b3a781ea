export { conformance, type ConformanceOptions } from './conformance.ts';
export type { CheckSubject } from './check.ts';
export { TOLERANCES, type ConformanceReport, type ConformanceRow } from './report.ts';
export { relativeError } from './differences.ts';
export { ruleGradient, type RuleGradient, type RuleGradientOptions } from './rule-gradient.ts';
