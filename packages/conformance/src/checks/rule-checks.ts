import { dialectOf } from '@camscope/onnx';
import type { RuleCase } from '../cases/rule-case.ts';
import type { Check } from './check.ts';
import { relativeError } from './differences.ts';
import { ruleGradient, runRule } from './rule-gradient.ts';

/** The operator set that exporters write most, and the newest. */
const USUAL = 17;
/** The newest for which every provider has kernels: networks beyond are declared anew. */
const PORTABLE = 21;

/**
 * Every case in the operator set nearest to 17, and those that exist beyond 21 there too: on the provider declared
 * as explanations are written for it, under a portable operator set, against the baseline provider on the graph as it is written.
 */
export function ruleChecks(cases: readonly RuleCase[]): Check[] {
  return cases.flatMap((ruleCase) => opsetsOf(ruleCase).map((opset) => ruleCheck(ruleCase, opset)));
}

function opsetsOf({ opsets: [from, to] = [9, 25] }: RuleCase): number[] {
  const usual = Math.min(Math.max(USUAL, from), to);
  return to > PORTABLE && usual <= PORTABLE ? [usual, to] : [usual];
}

function ruleCheck(ruleCase: RuleCase, opset: number): Check {
  return {
    kind: 'rule',
    name: ruleCase.name,
    operator: ruleCase.op,
    opset,
    async measure({ runtime, provider, precision, baseline }) {
      const written = await ruleGradient(ruleCase, runtime, { opset });
      const portable = await ruleGradient(ruleCase, runtime, { opset, dialect: dialectOf(provider) });
      const expected = await runRule(ruleCase, written, { runtime, provider: baseline }, async (result) => ({
        ...result,
        differences: await result.differences(),
      }));
      return runRule(ruleCase, portable, { runtime, provider, precision }, async ({ y, gradient }) => ({
        toBaseline: Math.max(
          relativeError(y.data, expected.y.data),
          relativeError(gradient.data, expected.gradient.data),
        ),
        toDifferences: relativeError(gradient.data, expected.differences),
      }));
    },
  };
}
