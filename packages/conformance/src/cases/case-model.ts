import { floatTensor, sizeOf, type FloatTensor } from '@camscope/core';
import { createModel, random } from '@camscope/onnx';
import type { RuleCase } from './rule-case.ts';

/** The network of a case: `x` → `y`, with a dynamic batch. */
export function caseModel({ nodes, initializers, dims }: RuleCase, opset: number): Uint8Array {
  return createModel({
    nodes,
    initializers,
    opset,
    irVersion: opset > 21 ? 10 : 8,
    inputs: [{ name: 'x', type: 'float32', dims: ['n', ...dims.slice(1)] }],
    outputs: [{ name: 'y' }],
  });
}

/** Seeded numbers for `x`, as the case has them. */
export function sampleOf({ dims, sample = (u) => u }: RuleCase, seed: number): FloatTensor {
  const next = random(seed);
  const numbers = Float32Array.from({ length: sizeOf(dims) }, () => sample(2 * next() - 1));
  return floatTensor(numbers, dims);
}
