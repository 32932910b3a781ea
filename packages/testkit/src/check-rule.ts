import { floatTensor, sizeOf, type FloatTensor, type Runtime } from '@camscope/core';
import {
  createModel,
  differentiate,
  Draft,
  Emitter,
  Graph,
  probe,
  random,
  readModel,
  ruleSets,
} from '@camscope/onnx';
import type { RuleCase } from './cases/rule-case.ts';
import { inMemory } from './model-file.ts';
import { noise } from './tensors.ts';

/** Step of the central differences. */
const STEP = 1e-2;

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
  options: RuleCheckOptions,
): Promise<RuleCheck> {
  const { provider, opset, seed = 1 } = options;
  const file = inMemory(caseModel(ruleCase, opset));
  const unprobed = new Graph(readModel(file.bytes));
  const graph = unprobed.withFacts(await probe(unprobed, file, runtime));
  const yDims = graph.shape('y')!;

  const draft = new Draft(graph.model);
  const emit = new Emitter(draft, opset, 'check');
  draft.addInput({ name: 'v', type: 'float32', dims: ['k', ...yDims.slice(1)] });
  const gradients = differentiate({
    graph,
    output: 'y',
    seed: 'v',
    inputs: ['x'],
    rules: ruleSets.standard,
    emit,
  });
  draft.setOutputs([{ name: 'y' }, { name: gradients.get('x')! }]);
  const session = await runtime.open(draft.toSource(file), { provider, threads: 1 });
  try {
    const x = sampleOf(ruleCase, seed);
    const v = noise(seed + 1, yDims);
    const run = async (input: FloatTensor, cotangent: FloatTensor) => {
      const outputs = await session.run({ x: input, v: cotangent });
      return { y: outputs['y'] as FloatTensor, gradient: outputs[gradients.get('x')!] as FloatTensor };
    };
    const { gradient } = await run(x, v);
    const expected = await centralDifferences(
      x,
      v,
      async (batch) => (await run(batch, repeated(v, batch.dims[0]))).y,
    );
    return { gradient, error: relativeError(gradient.data, expected) };
  } finally {
    await session.release();
  }
}

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

/** max |a − b| / max |b|. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = a.length === b.length ? 0 : Infinity;
  let scale = 0;
  for (let i = 0; i < b.length; i++) {
    difference = Math.max(difference, Number.isNaN(a[i]) ? Infinity : Math.abs(a[i] - b[i]));
    scale = Math.max(scale, Math.abs(b[i]));
  }
  return difference / (scale || 1);
}

function sampleOf({ dims, sample = (u) => u }: RuleCase, seed: number): FloatTensor {
  const next = random(seed);
  return floatTensor(
    Float32Array.from({ length: sizeOf(dims) }, () => sample(2 * next() - 1)),
    dims,
  );
}

/** ∂(v·y)/∂x by stepping each element of x both ways, all steps in one batch. */
async function centralDifferences(
  x: FloatTensor,
  v: FloatTensor,
  forward: (batch: FloatTensor) => Promise<FloatTensor>,
): Promise<Float64Array> {
  const n = x.data.length;
  const batch = repeated(x, 2 * n);
  for (let i = 0; i < n; i++) {
    batch.data[2 * i * n + i] += STEP;
    batch.data[(2 * i + 1) * n + i] -= STEP;
  }
  const y = await forward(batch);
  const size = v.data.length;
  const along = (row: number) => v.data.reduce((sum, weight, j) => sum + weight * y.data[row * size + j], 0);
  return Float64Array.from({ length: n }, (_, i) => {
    const span = batch.data[2 * i * n + i] - batch.data[(2 * i + 1) * n + i];
    return (along(2 * i) - along(2 * i + 1)) / span;
  });
}

function repeated(tensor: FloatTensor, times: number): FloatTensor {
  const data = new Float32Array(tensor.data.length * times);
  for (let i = 0; i < times; i++) data.set(tensor.data, i * tensor.data.length);
  return floatTensor(data, [times, ...tensor.dims.slice(1)]);
}
