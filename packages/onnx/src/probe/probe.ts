import {
  CamscopeError,
  isCamscopeError,
  type ModelFile,
  type ModelSource,
  type Runtime,
  type Tensor,
} from '@camscope/core';
import { Draft } from '../edit/draft.ts';
import { descendants, isRandom, isShape } from '../graph/reach.ts';
import { readsOf } from '../graph/reads-of.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import { hasLoop } from '../graph/has-loop.ts';
import type { Graph, ProbedFacts } from '../graph/graph.ts';
import type { Shape } from '../graph/shape.ts';
import { imageInput } from './image-input.ts';
import { shapesSeen, type Sizes } from './shapes-seen.ts';

/** Largest computed constant that is remembered, in elements: axes, shapes, pads and scales are far smaller. */
const MAX_CONSTANT = 1024;
/** Largest that is looked at: places of pooled channels. */
const MAX_COUNTED = 4096;
/** Seconds in which a network with loops must have run; whether a loop ends, nobody can know. */
const PROBING = 60;
/** Operators whose outputs' shapes depend on the image itself, not on its size alone. */
const DATA_SHAPED = new Set(['NonZero', 'Unique', 'Compress', 'NonMaxSuppression', 'If', 'Loop', 'Scan']);
/** Operators that give sequences or optionals, which have no shape. */
const SHAPELESS = /^(Sequence(Construct|Empty|Insert|Erase|Map)|SplitToSequence|Optional)$/;

export interface ProbeOptions {
  /** [height, width] where the graph leaves them open. */
  readonly size?: readonly [number, number];
  /** Seconds that a network with loops may take, 60 by default. */
  readonly within?: number;
  readonly signal?: AbortSignal;
}

/**
 * Learns the exact shape of every value by running the network once at batch size 1, and once at 2 where the graph
 * allows it, to tell which axes are batch axes. Runs on the CPU (or whatever the runtime always has).
 * @throws CamscopeError MODEL_UNSUPPORTED when the graph has no image input, declares an open batch size in vain, or
 *   has loops that do not end in time;
 *   RUNTIME_FAILED when it does not run.
 */
export async function probe(
  graph: Graph,
  origin: ModelFile,
  runtime: Runtime,
  options: ProbeOptions = {},
): Promise<ProbedFacts> {
  const image = imageInput(graph, options.size);
  const tensors = graph.nodes.filter((node) => !SHAPELESS.test(node.op)).flatMap((node) => node.outputs);
  const values = [...graph.inputs, ...tensors.filter((output) => output !== '')];
  const prefix = graph.unusedPrefix('camscope-probe');
  const shapeNames = new Map(values.map((value, i) => [value, `${prefix}/${i}`]));
  const computed = computedConstants(graph);
  const session = await runtime.open(probeModel(graph, origin, shapeNames, computed), {
    provider: runtime.baseline,
    optimization: 'disabled',
    within: hasLoop(graph.model) ? (options.within ?? PROBING) : undefined,
  });
  try {
    const run = (batch: number, fetch: readonly string[]) =>
      session.run({ [image.name]: blankImage(image.dims, batch) }, { fetch, signal: options.signal });
    const [one, two] = await sizesOf(run, shapeNames, image.fixedBatch);
    const shapes = shapesSeen(graph, one, two);
    const small = computed.filter((value) => sizeAt(shapes.get(value)) <= MAX_COUNTED);
    return { shapes, ...(await constantsOf(run, small, image.fixedBatch)) };
  } finally {
    await session.release();
  }
}

type Run = (batch: number, fetch: readonly string[]) => Promise<Record<string, Tensor>>;

/** The graph with the shape of every value, and some values themselves, as outputs. */
function probeModel(
  graph: Graph,
  origin: ModelFile,
  shapeNames: ReadonlyMap<string, string>,
  computed: readonly string[],
): ModelSource {
  const draft = new Draft(graph.model);
  // ONNX Runtime begins with what leads to the last node: so each value is let go as soon as its shape is known.
  for (const [value, name] of [...shapeNames].reverse()) {
    draft.addNode({ op: 'Shape', inputs: [value], outputs: [name] });
  }
  draft.setOutputs([...shapeNames.values(), ...computed].map((name) => ({ name })));
  return draft.toSource(origin);
}

/** Values that follow from shapes and weights alone and that the network reads: axes, pads, target shapes. */
function computedConstants(graph: Graph): string[] {
  const outputsOf = (is: (node: OnnxNode) => boolean) =>
    graph.nodes.filter(is).flatMap((node) => [...node.outputs]);
  const data = descendants(graph, [...graph.inputs, ...outputsOf(isRandom)], (node) => !isShape(node));
  const dataShaped = outputsOf((node) => DATA_SHAPED.has(node.op)).filter((output) => data.has(output));
  const varying = new Set([...data, ...descendants(graph, dataShaped)]);
  const read = new Set<string>();
  for (const node of graph.nodes) {
    if (!isShape(node) && node.outputs.some((output) => varying.has(output))) {
      for (const name of readsOf(node)) read.add(name);
    }
  }
  return [...read].filter((value) => {
    const producer = graph.producer(value);
    return producer && producer.op !== 'Constant' && !SHAPELESS.test(producer.op) && !varying.has(value);
  });
}

async function sizesOf(
  run: Run,
  names: ReadonlyMap<string, string>,
  fixedBatch: boolean,
): Promise<[Sizes, Sizes | undefined]> {
  const at = async (batch: number): Promise<Sizes> => {
    const outputs = await run(batch, [...names.values()]);
    const sizesIn = (name: string) => Array.from(outputs[name].data as BigInt64Array, Number);
    return new Map([...names].map(([value, name]) => [value, sizesIn(name)]));
  };
  const one = await at(1);
  return [one, fixedBatch ? undefined : await at(2).catch(refuseTwo)];
}

function refuseTwo(cause: unknown): never {
  if (!isCamscopeError(cause) || cause.code !== 'RUNTIME_FAILED') throw cause;
  throw new CamscopeError(
    'MODEL_UNSUPPORTED',
    'The network leaves its batch size open, but cannot take two images',
    {
      found: cause.message,
      fix: 'Export it with a batch size of 1, or without shapes that were fixed while tracing',
      cause,
    },
  );
}

/** A constant must not depend on the batch size, unless it counts what is in the batch. */
async function constantsOf(
  run: Run,
  names: readonly string[],
  fixedBatch: boolean,
): Promise<Pick<ProbedFacts, 'constants' | 'counting'>> {
  if (names.length === 0) return { constants: new Map() };
  const one = await run(1, names);
  const two = fixedBatch ? one : await run(2, names);
  const same = names.filter(
    (name) =>
      one[name].data.length <= MAX_CONSTANT &&
      String(one[name].data) === String(two[name].data) &&
      String(one[name].dims) === String(two[name].dims),
  );
  return {
    constants: new Map(same.map((name) => [name, one[name]])),
    counting: new Set(names.filter((name) => isCounting(one[name]) && isCounting(two[name]))),
  };
}

function isCounting({ data }: Tensor): boolean {
  return data.length > 1 && Array.from(data as Iterable<number | bigint>, Number).every((n, i) => n === i);
}

function blankImage(dims: readonly number[], batch: number): Tensor {
  const shape = [dims[0] * batch, ...dims.slice(1)];
  return { type: 'float32', dims: shape, data: new Float32Array(shape.reduce((a, b) => a * b)).fill(0.5) };
}

function sizeAt(shape: Shape | undefined): number {
  return shape ? shape.dims.reduce((a, b) => a * b, 1) : Infinity;
}
