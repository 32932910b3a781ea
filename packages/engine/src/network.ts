import {
  CamscopeError,
  type Head,
  type ModelCard,
  type ModelDescription,
  type ModelFile,
  type Preprocessing,
  type Registry,
  type Runtime,
} from '@camscope/core';
import { channelsAt, Graph, imageInput, locateHead, readModel, sizeAt, widened } from '@camscope/onnx';
import { cardInMetadata, guessedInMetadata } from './card.ts';
import { guessedActivation } from './guessed-activation.ts';
import { originsOf, type Origins } from './origins.ts';
import { probedFacts, type ProbeCache } from './probed-facts.ts';
import { fileName, readNetwork } from './read-network.ts';

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
  /** How logits become probabilities. */
  readonly activation: 'sigmoid' | 'softmax' | 'none';
  /** Name of the default target layer. */
  readonly target?: string;
  /** Data that it was trained on, as its card says: ids of datasets, or names of theirs. */
  readonly trainedOn?: readonly string[];
  /** Where what is said above comes from: what nobody stated may be a guess. */
  readonly origins: Origins;
  /** The graph takes one image at a time. */
  readonly fixedBatch: boolean;
}

/**
 * Reads a network, probes its shapes, recognises its architecture and settles what card, metadata and architecture say.
 * @throws CamscopeError FILE_UNREADABLE, MODEL_MALFORMED, MODEL_UNSUPPORTED, CONFIG_INVALID, RUNTIME_FAILED.
 */
export async function openNetwork(request: OpenRequest): Promise<Network> {
  const { location, card: given = {}, registry, runtime, signal } = request;
  const asGiven = request.file ?? (await runtime.load(location));
  const read = readNetwork(location, asGiven.bytes);
  const { file, stored } = inFloat32(asGiven);
  const model = file === asGiven ? read : readModel(file.bytes);
  const inFile = cardInMetadata(model.metadata);
  const card = { ...inFile, ...withoutGaps(given) };
  const unprobed = new Graph(model);
  const options = { size: card.preprocessing?.size, within: request.within, signal };
  const facts = await probedFacts(unprobed, file, runtime, options, request.probes);
  const graph = unprobed.withFacts(facts);
  const head = locateHead(graph, card.score);
  const { family, description } = recognise(registry, graph, head);
  const preprocessing = card.preprocessing ?? description.preprocessing;
  checkInput(graph, head, preprocessing);
  const guess = head.activation === 'none' ? guessedActivation(graph, head) : undefined;
  const { fixedBatch, openSize } = imageInput(graph, card.preprocessing?.size);
  return {
    name: card.name ?? fileName(location).replace(/\.onnx$/i, ''),
    ...{ file, stored },
    graph,
    head,
    family,
    description,
    preprocessing,
    labels: labelsOf(card, head),
    activation: card.activation ?? guess?.activation ?? head.activation,
    target: card.layer ?? description.target,
    trainedOn: card.trainedOn,
    origins: originsOf({
      ...{ card: given, inFile, guessedInFile: guessedInMetadata(model.metadata) },
      ...{ graph, head, description, openSize, activationGuess: guess?.why },
    }),
    fixedBatch,
  };
}

/** Gradients and masks compute in float32, as every network does that is not of halves. */
function inFloat32(file: ModelFile): Pick<Network, 'file' | 'stored'> {
  const bytes = widened(file.bytes);
  if (!bytes) return { file, stored: 'float32' };
  return { file: { bytes, source: { bytes }, sibling: (name) => file.sibling(name) }, stored: 'float16' };
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
