import { afterAll, describe, expect, it } from 'vitest';
import { ruleSets } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { checkRule, ruleCases } from '@camscope/testkit';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** Operators whose gradient is by definition not that of calculus. */
const APPROXIMATE = ['QuantizeLinear', 'DequantizeLinear'];

describe('every gradient rule equals central differences', () => {
  for (const ruleCase of ruleCases) {
    const [from, to] = ruleCase.opsets ?? [9, 25];
    const opsets = [...new Set([from, Math.min(Math.max(from, 17), to), to])];
    it(`${ruleCase.name} (opsets ${opsets.join(', ')})`, async () => {
      for (const opset of opsets) {
        const { error } = await checkRule(ruleCase, runtime, { provider: 'cpu', opset });
        expect(error, `opset ${opset}`).toBeLessThan(2e-3);
      }
    });
  }

  it('has a case for every rule', () => {
    const covered = new Set(ruleCases.flatMap(({ nodes }) => nodes.map((node) => node.op)));
    const missing = Object.keys(ruleSets.standard).filter(
      (op) => !covered.has(op) && !APPROXIMATE.includes(op),
    );
    expect(missing).toEqual([]);
  });
});
