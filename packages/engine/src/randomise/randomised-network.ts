import { CamscopeError, type ByteSource, type ModelFile, type Runtime, type Tensor } from '@camscope/core';
import { decodeTensor, descendants, Draft, Graph, readModel, type ProbedFacts } from '@camscope/onnx';
import type { Network } from '../network.ts';
import { redraw, type Draw } from './draw.ts';
import { storedTensor } from './stored-weights.ts';
import type { WeightLayer } from './weight-layers.ts';

export interface RandomiseOptions {
  /** 0 by default. */
  readonly seed?: number;
  /** `permute` by default. */
  readonly draw?: Draw;
  /** Reads the weights that a model keeps in files beside it; not needed for a model in one file. */
  readonly runtime?: Runtime;
}

/**
 * The same network with the weights of some layers drawn anew. All others are references into the original file. A
 * tensor's numbers depend on the seed and its name, not on what else is drawn.
 * @throws CamscopeError MODEL_UNSUPPORTED, MODEL_MALFORMED, FILE_UNREADABLE.
 */
export async function randomisedNetwork(
  network: Network,
  layers: readonly WeightLayer[],
  options: RandomiseOptions = {},
): Promise<Network> {
  const { seed = 0, draw = 'permute', runtime } = options;
  const { graph, file } = network;
  const draft = new Draft(graph.model);
  const names = layers.flatMap(({ weights }) => weights);
  const files = new Map<string, Uint8Array>();
  for (const name of names) {
    const tensor = redraw(name, await weightOf(graph, name, file, files, runtime), draw, seed);
    draft.replace(name);
    draft.prelude.addConstant(name, tensor);
  }
  const { proto, external } = draft.toSource(file);
  const facts = graph.facts && withoutDescendants(graph, graph.facts, names);
  return {
    ...network,
    graph: new Graph(readModel(proto), facts),
    file: { bytes: proto, source: { bytes: proto }, sibling: (location) => external.get(location)! },
  };
}

/** What a probe learned, but for the constants that the network computes from these values. */
function withoutDescendants(graph: Graph, facts: ProbedFacts, names: readonly string[]): ProbedFacts {
  const stale = descendants(graph, names);
  return { ...facts, constants: new Map([...facts.constants].filter(([value]) => !stale.has(value))) };
}

async function weightOf(
  graph: Graph,
  name: string,
  file: ModelFile,
  files: Map<string, Uint8Array>,
  runtime: Runtime | undefined,
): Promise<Tensor> {
  let proto = storedTensor(graph, name)!;
  if (proto.external) {
    const { location, offset, length } = proto.external;
    let bytes = files.get(location);
    if (!bytes) files.set(location, (bytes = await bytesOf(file.sibling(location), runtime)));
    const raw = bytes.subarray(offset, length === undefined ? undefined : offset + length);
    proto = { ...proto, external: undefined, raw };
  }
  const tensor = decodeTensor(proto);
  if (tensor) return tensor;
  throw new CamscopeError('MODEL_UNSUPPORTED', `The weights '${name}' cannot be drawn anew`, {
    found: `TensorProto.DataType ${proto.dataType}`,
    fix: 'Export the network with float32 weights',
  });
}

async function bytesOf(source: ByteSource, runtime: Runtime | undefined): Promise<Uint8Array> {
  if ('bytes' in source) return source.bytes;
  if (runtime) return (await runtime.load(source.path)).bytes;
  throw new CamscopeError('INTERNAL', 'Weights in another file can be read by a runtime only');
}
