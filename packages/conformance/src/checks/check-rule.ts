import type { FloatTensor, Runtime } from '@camscope/core';
import type { RuleCase } from '../cases/rule-case.ts';
import { relativeError } from './differences.ts';
import { ruleGradient, runRule } from './rule-gradient.ts';

export interface RuleCheck {
  /** Largest difference from central differences, relative to the largest element of the gradient. */
  readonly error: number;
  /** The gradient, float32 shaped like `x`. */
  readonly gradient: FloatTensor;
}

export interface RuleCheckOptions {
  readonly provider: string;
  readonly opset: number;
  readonly seed?: number;
}

/** Runs the gradient of one rule case on a provider and holds it against central differences of the same session. */
export async function checkRule(
  ruleCase: RuleCase,
  runtime: Runtime,
  { provider, opset, seed }: RuleCheckOptions,
): Promise<RuleCheck> {
  const model = await ruleGradient(ruleCase, runtime, { opset });
  return runRule(ruleCase, model, { runtime, provider, seed }, async ({ gradient, differences }) => ({
    gradient,
    error: relativeError(gradient.data, await differences()),
  }));
}
