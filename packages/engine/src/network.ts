import {
  CamscopeError,
  unknownName,
  type Head,
  type Layer,
  type ModelCard,
  type ModelDescription,
  type ModelFile,
  type Preprocessing,
  type Registry,
  type Runtime,
} from '@camscope/core';
import {
  channelsAt,
  Graph,
  imageInput,
  isSpatial,
  locateHead,
  readModel,
  siteOf,
  sizeAt,
  widened,
} from '@camscope/onnx';
import { cardInMetadata } from './card.ts';
import { probedFacts, type ProbeCache } from './probed-facts.ts';

export interface OpenRequest {
  /** Path (or URL in a browser) of the ONNX file. */
  readonly location: string;
  /** The file, where it is in memory already; `location` then only names it. */
  readonly file?: ModelFile;
  /** Overrides what the file and its architecture say. */
  readonly card?: ModelCard;
  readonly registry: Pick<Registry, 'model'>;
  readonly runtime: Runtime;
  /** Seconds that a network with loops may take to be probed, 60 by default. */
  readonly within?: number;
  /** Keeps what probes have learnt. */
  readonly probes?: ProbeCache;
  readonly signal?: AbortSignal;
}

/** A classifier, understood: its graph, its scores, its layers and what it expects of an image. */
export interface Network {
  readonly name: string;
  /** What is run: the file as it is or, where that holds half precision, widened to float32. */
  readonly file: ModelFile;
  /** The element type in which it is stored; every network computes in float32. */
  readonly stored: 'float32' | 'float16';
  readonly graph: Graph;
  readonly head: Head;
  /** Id of the model family that recognised it. */
  readonly family: string;
  readonly description: ModelDescription;
  readonly preprocessing: Preprocessing;
  /** One per class; the class's index where nobody named it. */
  readonly labels: readonly string[];
  /** How logits become probabilities: by the card, else by the graph, else sigmoid (independent labels). */
  readonly activation: 'sigmoid' | 'softmax' | 'none';
  /** Name of the default target layer. */
  readonly target?: string;
  /** The graph takes one image at a time. */
  readonly fixedBatch: boolean;
}

/**
 * Reads a network, probes its shapes, recognises its architecture and settles what card, metadata and architecture say.
 * @throws CamscopeError FILE_UNREADABLE, MODEL_MALFORMED, MODEL_UNSUPPORTED, CONFIG_INVALID, RUNTIME_FAILED.
 */
export async function openNetwork(request: OpenRequest): Promise<Network> {
  const { location, card: given = {}, registry, runtime, signal } = request;
  const { file, stored } = inFloat32(request.file ?? (await runtime.load(location)));
  const model = readModel(file.bytes);
  const card = { ...cardInMetadata(model.metadata), ...withoutGaps(given) };
  const unprobed = new Graph(model);
  const options = { size: card.preprocessing?.size, within: request.within, signal };
  const facts = await probedFacts(unprobed, file, runtime, options, request.probes);
  const graph = unprobed.withFacts(facts);
  const head = locateHead(graph, card.score);
  const { family, description } = recognise(registry, graph, head);
  const preprocessing = card.preprocessing ?? description.preprocessing;
  checkInput(graph, head, preprocessing);
  return {
    name: card.name ?? location.replace(/^.*[/\\]/, '').replace(/\.onnx$/i, ''),
    ...{ file, stored },
    graph,
    head,
    family,
    description,
    preprocessing,
    labels: labelsOf(card, head),
    activation: card.activation ?? (head.activation === 'none' ? 'sigmoid' : head.activation),
    target: card.layer ?? description.target,
    fixedBatch: imageInput(graph, card.preprocessing?.size).fixedBatch,
  };
}

/** Gradients and masks compute in float32, as every network does that is not of halves. */
function inFloat32(file: ModelFile): Pick<Network, 'file' | 'stored'> {
  const bytes = widened(file.bytes);
  if (!bytes) return { file, stored: 'float32' };
  return { file: { bytes, source: { bytes }, sibling: (name) => file.sibling(name) }, stored: 'float16' };
}

/**
 * A target layer by a layer's name, a tensor's name, or `auto`.
 * @throws CamscopeError NAME_UNKNOWN with the nearest layers; MODEL_UNSUPPORTED for a tensor that is not a stack of maps.
 */
export function layerOf(network: Network, asked = 'auto'): Layer {
  const { graph, description } = network;
  const name = asked === 'auto' ? network.target : asked;
  if (name === undefined) {
    throw new CamscopeError(
      'MODEL_UNSUPPORTED',
      `'${network.name}' has no spatial tensor before its class scores`,
      {
        fix: 'Name a tensor as the layer; camscope explains convolutional networks',
      },
    );
  }
  const layer = description.layers.find((candidate) => candidate.name === name);
  if (layer) return layer;
  if (!graph.has(name))
    throw unknownName(
      'layer',
      name,
      description.layers.map((candidate) => candidate.name),
      'Or name any tensor of the graph',
    );
  if (!isSpatial(graph, name)) {
    throw new CamscopeError('MODEL_UNSUPPORTED', `'${name}' is not a stack of maps over the image`, {
      found: `shape [${graph.shape(name)?.join(', ') ?? 'unknown'}]`,
      fix: `Choose one of the layers: ${description.layers.map((candidate) => candidate.name).join(', ')}`,
    });
  }
  return { name, ...siteOf(graph, name) };
}

/**
 * Target layers by one or several names or patterns, in which `*` stands for any text: `layer3.*`.
 * @throws CamscopeError as `layerOf`.
 */
export function layersOf(network: Network, asked: string | readonly string[] = 'auto'): Layer[] {
  const names = typeof asked === 'string' ? [asked] : asked;
  const layers = names.flatMap((name) =>
    name.includes('*') ? layersLike(network, name) : layerOf(network, name),
  );
  return [...new Map(layers.map((layer) => [layer.tensor, layer])).values()];
}

function layersLike({ description }: Network, pattern: string): Layer[] {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const like = new RegExp(`^${parts.join('.*')}$`);
  const found = description.layers.filter((layer) => like.test(layer.name));
  if (found.length > 0) return found;
  throw unknownName(
    'layer',
    pattern,
    description.layers.map((layer) => layer.name),
  );
}

function recognise(
  registry: Pick<Registry, 'model'>,
  graph: Graph,
  head: Head,
): { family: string; description: ModelDescription } {
  const families = registry.model.all();
  const lastResortLast = [...families].sort(
    (a, b) => Number(a.fallback ?? false) - Number(b.fallback ?? false),
  );
  for (const family of lastResortLast) {
    const description = family.recognise(graph, head);
    if (description) return { family: family.id, description };
  }
  throw new CamscopeError('MODEL_UNSUPPORTED', 'No model plugin recognises this network', {
    found: `Asked: ${families.map((family) => family.id).join(', ') || 'none'}`,
    fix: 'Add @camscope/models-generic to the plugins',
  });
}

function checkInput(graph: Graph, head: Head, { size, channels }: Preprocessing): void {
  const [height, width] = sizeAt(graph, head.image);
  const own = channelsAt(graph, head.image);
  if (own === channels && height === size[0] && width === size[1]) return;
  throw new CamscopeError('CONFIG_INVALID', 'The preprocessing does not fit the network', {
    asked: `${channels} channel(s) of ${size[0]}×${size[1]}`,
    found: `Input '${head.image.tensor}' takes ${own} channel(s) of ${height}×${width}`,
    fix: 'Correct size and channels in the model card',
  });
}

function labelsOf(card: ModelCard, head: Head): readonly string[] {
  const labels = card.labels ?? Array.from({ length: head.classes }, (_, index) => String(index));
  if (labels.length === head.classes) return labels;
  throw new CamscopeError('CONFIG_INVALID', 'The labels do not fit the network', {
    asked: `${labels.length} labels`,
    found: `'${head.logits}' scores ${head.classes} classes`,
    fix: 'Give one label per class, in the order of the outputs',
  });
}

function withoutGaps<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Partial<T>;
}
