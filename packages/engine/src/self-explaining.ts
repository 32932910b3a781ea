import { CamscopeError, methodName, parseOptions, type Explainer, type Layer } from '@camscope/core';
import { selfExplaining, type Aggregation } from '@camscope/onnx';
import { CARD_KEY, EXPLANATION_KEY } from './card.ts';
import { mapWritten } from './combination/written-for.ts';
import { guessedOf, type NetworkFact } from './origins.ts';
import { sha256 } from './sha256.ts';
import { layersOf } from './layers.ts';
import { looksAtTarget } from './looks-at-layer.ts';
import type { Network } from './network.ts';

export interface SelfExplainingRequest {
  readonly network: Network;
  readonly explainer: Explainer;
  readonly options?: unknown;
  /** As for `prepare`. */
  readonly layer?: string | readonly string[];
  readonly aggregate?: Aggregation;
  /** Adds an input `class`; without it the network explains its top class. */
  readonly classInput?: boolean;
}

/** What the metadata of a self-explaining network says. */
export interface ExplanationFacts {
  readonly method: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly layers: readonly { readonly name: string; readonly tensor: string }[];
  readonly aggregate?: Aggregation;
  /** What nobody stated of the network; absent where nothing was guessed. */
  readonly guessed?: readonly NetworkFact[];
  /** SHA-256 of the network's file, in hexadecimal. */
  readonly source: string;
  readonly inputs: { readonly image: string; readonly class?: string };
  readonly outputs: { readonly logits: string; readonly heatmap: string };
}

export interface SelfExplainingModel {
  /** The ONNX file in pieces that are views into the original, weights included. */
  readonly chunks: readonly Uint8Array[];
  readonly facts: ExplanationFacts;
  readonly layers: readonly Layer[];
}

/**
 * Joins a network and an explainer in one ONNX file with outputs `logits` and `heatmap`, for any ONNX Runtime.
 * @throws CamscopeError CONFIG_INVALID, NAME_UNKNOWN, OPERATOR_UNSUPPORTED, MODEL_UNSUPPORTED.
 */
export async function selfExplainingModel(request: SelfExplainingRequest): Promise<SelfExplainingModel> {
  const { network, explainer } = request;
  const options = parseOptions(explainer, request.options);
  const layers = layersOf(network, request.layer);
  const written = mapWritten({ network, layers }, explainer, options);
  if (!written) throw notOneGraph(explainer);
  const { draft, inputs, outputs } = selfExplaining({
    graph: network.graph,
    head: network.head,
    targets: layers,
    aggregate: request.aggregate,
    ...written,
    attribution: explainer.gives === 'attribution',
    classInput: request.classInput ?? false,
  });
  const source = await sha256(network.file.bytes);
  const { name, labels, preprocessing, activation, trainedOn } = network;
  const card = {
    name,
    labels,
    preprocessing,
    activation,
    layer: layers[0].tensor,
    score: network.head.logits,
    trainedOn,
  };
  const guessed = guessedOf(network, looksAtTarget(explainer, options, request.layer) ? [] : ['layer']);
  const facts: ExplanationFacts = {
    method: methodName(explainer),
    options,
    layers: layers.map(({ name, tensor }) => ({ name, tensor })),
    guessed: guessed.length > 0 ? guessed : undefined,
    source,
    inputs,
    outputs,
  };
  draft.setMetadata(CARD_KEY, JSON.stringify(card));
  draft.setMetadata(EXPLANATION_KEY, JSON.stringify(facts));
  return { chunks: draft.toChunks(), facts, layers };
}

function notOneGraph(explainer: Explainer): CamscopeError {
  const name = methodName(explainer);
  if (explainer.host) {
    return new CamscopeError(
      'MODEL_UNSUPPORTED',
      `'${name}' makes its map outside of the graph and cannot be saved in one file`,
      {
        found: 'It is a host method: its last steps are no ONNX operators',
        fix: 'Choose a method whose map is an expression, such as grad-cam',
      },
    );
  }
  const asks = explainer.perturb ? 'masks the image' : 'runs the network';
  return new CamscopeError(
    'MODEL_UNSUPPORTED',
    `'${name}' ${asks} again and again and cannot be saved in one file`,
    { found: 'It needs many runs of the network', fix: 'Choose a method of one pass, such as grad-cam' },
  );
}
