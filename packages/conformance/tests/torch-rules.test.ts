import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { FloatTensor, Tensor } from '@camscope/core';
import type { AttributeInputs } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { floats, ints, relativeError, ruleGradient } from '@camscope/conformance';

interface Stored {
  readonly dims: readonly number[];
  readonly data: readonly number[];
}

/** One node from `x` to `y` and PyTorch's ∂(v·y)/∂x; written by tools/reference/gradients.py. */
interface TorchCase {
  readonly name: string;
  readonly op: string;
  readonly opset: number;
  readonly attributes: AttributeInputs;
  /** Constants after `x`: floats, integers, or one left out. */
  readonly inputs: readonly (Stored | readonly number[] | null)[];
  readonly x: Stored;
  readonly y: Stored;
  readonly v: Stored;
  readonly gradient: Stored;
}

const FIXTURE = new URL('fixtures/torch-rules.json', import.meta.url);
const cases = JSON.parse(readFileSync(FIXTURE, 'utf8')) as readonly TorchCase[];

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

describe("gradient rules equal PyTorch's, at ties and kinks too", () => {
  it.each(cases.map((torchCase) => [torchCase.name, torchCase] as const))('%s', async (_name, torchCase) => {
    const { y, gradient } = await run(torchCase);
    expect(y.dims).toEqual(torchCase.y.dims);
    expect(relativeError(y.data, torchCase.y.data)).toBeLessThan(1e-5);
    expect(relativeError(gradient.data, torchCase.gradient.data)).toBeLessThan(1e-5);
  });
});

async function run({
  name,
  op,
  opset,
  attributes,
  inputs,
  x,
  v,
}: TorchCase): Promise<Record<'y' | 'gradient', FloatTensor>> {
  const names = inputs.map((input, i) => (input ? `c${i}` : ''));
  const initializers: Record<string, Tensor> = {};
  inputs.forEach((input, i) => {
    if (input) initializers[names[i]] = 'dims' in input ? floats(input.data, input.dims) : ints(input);
  });
  const nodes = [{ op, attributes, inputs: ['x', ...names], outputs: ['y'] }];
  const { source, gradient } = await ruleGradient({ name, op, nodes, initializers, dims: x.dims }, runtime, {
    opset,
  });
  const session = await runtime.open(source, { provider: runtime.baseline, threads: 1 });
  try {
    const outputs = await session.run({ x: floats(x.data, x.dims), v: floats(v.data, v.dims) });
    return { y: outputs.y as FloatTensor, gradient: outputs[gradient] as FloatTensor };
  } finally {
    await session.release();
  }
}
