import { afterAll, describe, expect, it } from 'vitest';
import { floatTensor, itemOf, stack, type FloatTensor } from '@camscope/core';
import { ruleSets } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import {
  checkRule,
  noise,
  relativeError,
  ruleCases,
  ruleGradient,
  sampleOf,
  type RuleCase,
} from '@camscope/conformance';

const runtime = startNodeRuntime();
const session = { provider: 'cpu', threads: 1 };
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
    const missing = ruleSets.standard.operators.filter((op) => !covered.has(op) && !APPROXIMATE.includes(op));
    expect(missing).toEqual([]);
  });
});

describe('every gradient rule serves rows that share an image', () => {
  /** The gradients of rows, from images [N,…] and cotangents [R,…]. */
  const gradientsOf = async (ruleCase: RuleCase, x: FloatTensor, v: FloatTensor, index?: bigint[]) => {
    const [from, to] = ruleCase.opsets ?? [9, 25];
    const opset = Math.min(Math.max(from, 17), to);
    const { source, gradient, shareable } = await ruleGradient(ruleCase, runtime, {
      opset,
      indexed: !!index,
    });
    expect(shareable).toBe(true);
    const open = await runtime.open(source, session);
    try {
      const rows = index && { type: 'int64' as const, dims: [index.length], data: BigInt64Array.from(index) };
      return (await open.run({ x, v, ...(rows && { index: rows }) }))[gradient] as FloatTensor;
    } finally {
      await open.release();
    }
  };

  it.each(ruleCases.map((ruleCase) => [ruleCase.name, ruleCase] as const))('%s', async (_name, ruleCase) => {
    const { yDims } = await ruleGradient(ruleCase, runtime, { opset: (ruleCase.opsets ?? [17])[0] });
    const images = [1, 2].map((seed) => sampled(ruleCase, seed));
    const cotangents = [3, 4, 5].map((seed) => noise(seed, yDims.slice(1)));
    const rows = [1, 0, 0];
    const found = await gradientsOf(ruleCase, stack(images), stack(cotangents), rows.map(BigInt));
    for (const [row, image] of rows.entries()) {
      const alone = await gradientsOf(ruleCase, stack([images[image]]), stack([cotangents[row]]));
      expect(relativeError(itemOf(found, row).data, alone.data)).toBeLessThan(1e-6);
    }
  });
});

/** One item as the case has it. */
function sampled(ruleCase: RuleCase, seed: number): FloatTensor {
  const { data, dims } = sampleOf(ruleCase, seed);
  return floatTensor(data, dims.slice(1));
}
