import { CamscopeError, type ModelFile, type ModelSource, type Runtime, type Tensor } from '@camscope/core';
import { Draft } from '../edit/draft.ts';
import { descendants } from '../graph/reach.ts';
import type { Graph, ProbedFacts } from '../graph/graph.ts';
import { mergeShapes, type Shape } from '../graph/shape.ts';
import { imageInput } from './image-input.ts';

/** Largest computed constant that is remembered, in elements: axes, shapes, pads and scales are far smaller. */
const MAX_CONSTANT = 1024;

export interface ProbeOptions {
  /** [height, width] where the graph leaves them open. */
  readonly size?: readonly [number, number];
  readonly signal?: AbortSignal;
}

/**
 * Learns the exact shape of every value by running the network once at batch size 1, and once at 2 where the graph
 * allows it, to tell which axes are batch axes. Runs on the CPU (or whatever the runtime always has).
 * @throws CamscopeError MODEL_UNSUPPORTED when the graph has no image input; RUNTIME_FAILED when it does not run.
 */
export async function probe(
  graph: Graph,
  origin: ModelFile,
  runtime: Runtime,
  options: ProbeOptions = {},
): Promise<ProbedFacts> {
  const image = imageInput(graph, options.size);
  const values = [...graph.inputs, ...graph.nodes.flatMap((node) => node.outputs.filter((output) => output !== ''))];
  const shapeNames = new Map(values.map((value, i) => [value, `camscope-probe/${i}`]));
  const computed = computedConstants(graph);
  const session = await runtime.open(probeModel(graph, origin, shapeNames, computed), {
    provider: runtime.baseline,
    optimization: 'disabled',
  });
  try {
    const run = (batch: number, fetch: readonly string[]) =>
      session.run({ [image.name]: blankImage(image.dims, batch) }, { fetch, signal: options.signal });
    const [one, two] = await shapesOf(run, [...shapeNames.values()], image.fixedBatch);
    const shapes = new Map<string, Shape>();
    const fed = descendants(graph, graph.inputs);
    for (const [value, name] of shapeNames) {
      const shape = two ? mergeShapes(one.get(name)!, two.get(name)!) : fixedShape(one.get(name)!, fed.has(value));
      if (shape) shapes.set(value, shape);
    }
    const small = computed.filter((value) => sizeAt(shapes.get(value)) <= MAX_CONSTANT);
    return { shapes, constants: await constantsOf(run, small, image.fixedBatch) };
  } finally {
    await session.release();
  }
}

type Run = (batch: number, fetch: readonly string[]) => Promise<Record<string, Tensor>>;
type RawShapes = ReadonlyMap<string, readonly number[]>;

/** The graph with the shape of every value, and some values themselves, as outputs. */
function probeModel(
  graph: Graph,
  origin: ModelFile,
  shapeNames: ReadonlyMap<string, string>,
  computed: readonly string[],
): ModelSource {
  const draft = new Draft(graph.model);
  for (const [value, name] of shapeNames) draft.addNode({ op: 'Shape', inputs: [value], outputs: [name] });
  draft.setOutputs([...shapeNames.values(), ...computed].map((name) => ({ name })));
  return draft.toSource(origin);
}

/** Values that follow from shapes and weights alone and that the network reads: axes, pads, target shapes. */
function computedConstants(graph: Graph): string[] {
  const isShape = (op: string) => op === 'Shape' || op === 'Size';
  const data = descendants(graph, graph.inputs, (node) => !isShape(node.op));
  const read = new Set<string>();
  for (const node of graph.nodes) {
    if (!isShape(node.op) && node.outputs.some((output) => data.has(output))) node.inputs.forEach((input) => read.add(input));
  }
  return [...read].filter((value) => {
    const producer = graph.producer(value);
    return producer && producer.op !== 'Constant' && !data.has(value);
  });
}

async function shapesOf(
  run: Run,
  names: readonly string[],
  fixedBatch: boolean,
): Promise<[RawShapes, RawShapes | undefined]> {
  const at = async (batch: number): Promise<RawShapes> => {
    const outputs = await run(batch, names);
    return new Map(names.map((name) => [name, Array.from(outputs[name].data as BigInt64Array, Number)]));
  };
  const one = await at(1);
  return [one, fixedBatch ? undefined : await at(2)];
}

/** A constant must not depend on the batch size. */
async function constantsOf(run: Run, names: readonly string[], fixedBatch: boolean): Promise<Map<string, Tensor>> {
  if (names.length === 0) return new Map();
  const one = await run(1, names);
  const two = fixedBatch ? one : await run(2, names);
  const same = names.filter((name) => String(one[name].data) === String(two[name].data) && String(one[name].dims) === String(two[name].dims));
  return new Map(same.map((name) => [name, one[name]]));
}

/** Where the batch size is fixed at 1, the first axis of whatever depends on the image is taken for the batch axis. */
function fixedShape(dims: readonly number[], fed: boolean): Shape {
  return { dims, batch: dims.map((dim, axis) => fed && axis === 0 && dim === 1) };
}

function blankImage(dims: readonly number[], batch: number): Tensor {
  const shape = [dims[0] * batch, ...dims.slice(1)];
  return { type: 'float32', dims: shape, data: new Float32Array(shape.reduce((a, b) => a * b)).fill(0.5) };
}

function sizeAt(shape: Shape | undefined): number {
  return shape ? shape.dims.reduce((a, b) => a * b, 1) : Infinity;
}

export function requireShape(graph: Graph, value: string): Shape {
  const shape = graph.probedShape(value);
  if (shape) return shape;
  throw new CamscopeError('MODEL_UNSUPPORTED', `The shape of '${value}' is not known`, {
    found: 'It changes with the batch size in another way than in proportion, or it was not probed',
    fix: 'Export the network with a fixed batch size of 1',
  });
}
