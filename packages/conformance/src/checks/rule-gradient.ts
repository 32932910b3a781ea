import { type FloatTensor, type ModelSource, type Runtime, type SessionOptions } from '@camscope/core';
import {
  differentiate,
  Draft,
  draftOf,
  Emitter,
  Graph,
  probe,
  readModel,
  Rows,
  ruleSets,
  type Dialect,
} from '@camscope/onnx';
import { caseModel, sampleOf } from '../cases/case-model.ts';
import type { RuleCase } from '../cases/rule-case.ts';
import { inMemory } from '../networks/in-memory.ts';
import { noise } from '../tensors.ts';
import { centralDifferences, repeated } from './differences.ts';

/** A rule case with the gradient that its rule appends: from `x` and `v` to `y` and ∂(v·y)/∂x. */
export interface RuleGradient {
  readonly source: ModelSource;
  /** Name of the output that holds the gradient. */
  readonly gradient: string;
  /** Begins the name of every appended node. */
  readonly prefix: string;
  /** Shape of `y` at batch size 1. */
  readonly yDims: readonly number[];
  /** Rows of `v` may share an item of `x`. */
  readonly shareable: boolean;
}

export interface RuleGradientOptions {
  readonly opset: number;
  /** Write the graph as explanations are, for a provider of this dialect; or leave it as it is. */
  readonly dialect?: Dialect;
  /** Add the input `index`, int64 [R]: the item of `x` that each row of `v` belongs to. */
  readonly indexed?: boolean;
}

/** Appends the gradient of one rule case. */
export async function ruleGradient(
  ruleCase: RuleCase,
  runtime: Runtime,
  { opset, dialect, indexed = false }: RuleGradientOptions,
): Promise<RuleGradient> {
  const file = inMemory(caseModel(ruleCase, opset));
  const unprobed = new Graph(readModel(file.bytes));
  const graph = unprobed.withFacts(await probe(unprobed, file, runtime));
  const yDims = graph.shape('y')!;
  const { draft, emit } = dialect ? draftOf(graph, dialect) : asDeclared(graph);
  draft.addInput({ name: 'v', type: 'float32', dims: ['k', ...yDims.slice(1)] });
  if (indexed) draft.addInput({ name: 'index', type: 'int64', dims: ['k'] });
  const rows = new Rows(graph, emit, indexed ? 'index' : undefined);
  const asked = { graph, output: 'y', seed: 'v', inputs: ['x'], rules: ruleSets.standard, emit, rows };
  const gradient = differentiate(asked).get('x')!;
  draft.setOutputs([{ name: 'y' }, { name: gradient }]);
  const { shareable } = rows;
  return { source: draft.toSource(file), gradient, prefix: `${emit.prefix}/`, yDims, shareable };
}

/** What a provider makes of a rule case. */
export interface RuleResult {
  /** float32 [1,…] */
  readonly y: FloatTensor;
  /** float32 shaped like `x`. */
  readonly gradient: FloatTensor;
  /** The same by central differences of `y`. */
  differences(): Promise<Float64Array>;
}

/** Opens a rule gradient on a provider, runs it on seeded numbers, and hands the result over while it is open. */
export async function runRule<T>(
  ruleCase: RuleCase,
  { source, gradient, yDims }: RuleGradient,
  on: Pick<SessionOptions, 'provider' | 'precision'> & { readonly runtime: Runtime; readonly seed?: number },
  use: (result: RuleResult) => Promise<T>,
): Promise<T> {
  const { runtime, provider, precision, seed = 1 } = on;
  const session = await runtime.open(source, { provider, precision, threads: 1 });
  try {
    const x = sampleOf(ruleCase, seed);
    const v = noise(seed + 1, yDims);
    const run = (input: FloatTensor, cotangent: FloatTensor) =>
      session.run({ x: input, v: cotangent }) as Promise<Record<string, FloatTensor>>;
    const outputs = await run(x, v);
    const forward = async (batch: FloatTensor) => (await run(batch, repeated(v, batch.dims[0]))).y;
    return await use({
      y: outputs.y,
      gradient: outputs[gradient],
      differences: () => centralDifferences(x, v, forward),
    });
  } finally {
    await session.release();
  }
}

function asDeclared(graph: Graph): { draft: Draft; emit: Emitter } {
  const draft = new Draft(graph.model);
  return { draft, emit: new Emitter(draft, graph.opset, 'check') };
}
