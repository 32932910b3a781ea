import {
  parseOptions,
  type ExpressionExplainer,
  type Explainer,
  type FloatTensor,
  type Layer,
  type Runtime,
  type SessionOptions,
} from '@camscope/core';
import { compile, context, type Aggregation } from '@camscope/onnx';
import { GraphExplainer } from './graph-explainer.ts';
import { layersOf, type Network } from './network.ts';
import type { PerturbationFacts } from './perturbation/facts.ts';
import { preparePerturbation } from './perturbation/prepare-perturbation.ts';
import type { ScoreCache } from './perturbation/score-cache.ts';

export interface PrepareRequest {
  readonly network: Network;
  readonly explainer: Explainer;
  /** As the user gave them; checked against the explainer's schema. */
  readonly options?: unknown;
  /** Layers' or tensors' names, patterns (`layer3.*`) or `auto`. */
  readonly layer?: string | readonly string[];
  /** How the maps of several layers become one; `mean` by default. */
  readonly aggregate?: Aggregation;
  readonly runtime: Runtime;
  readonly session: SessionOptions;
  /** Samples in flight at once, for methods that average over many; 8 by default. */
  readonly batch?: number;
  /** Bytes that the masked tensors of one run may take, for methods of perturbation; 256 MiB by default. */
  readonly memory?: number;
  /**
   * The most masks that such a method scores, the most telling first; as many as it likes by default.
   * Methods that mask places one by one refuse fewer than there are.
   */
  readonly budget?: number;
  /** Keeps their score matrices; by default the explainers of a network share a small cache in memory. */
  readonly scores?: ScoreCache;
  /** Hears from them after every run: masks scored, and to be scored, for the image at hand. */
  readonly progress?: (done: number, total: number) => void;
}

/** One image and the classes to explain on it. */
export interface ExplainItem {
  /** The network's input, float32 [C,H,W]. */
  readonly image: FloatTensor;
  /** Class indices, or the class with the highest logit. */
  readonly classes: readonly number[] | 'top1';
}

/** What came of one image. */
export interface Explained {
  /** float32 [classes] */
  readonly logits: Float32Array;
  readonly maps: readonly RawMap[];
  /** Images that went through the whole network for this: 1, or as many as a method samples or masks. */
  readonly passes: number;
  /** Of a method of perturbation. */
  readonly facts?: PerturbationFacts;
}

export interface RawMap {
  readonly target: number;
  /** float32 [1,h,w] at the target layer's or the image's resolution, or [C,H,W] for an attribution to the input. */
  readonly raw: FloatTensor;
  /** Of a method of perturbation: how much of what all masks would add to the map is in it. */
  readonly massSeen?: MassSeen;
}

/** Σ |weight| · Σ |mask's part of the map|, of the masks taken over all masks, from 0 to 1. */
export interface MassSeen {
  /** Where not all masks have scores, a cautious estimate: as if those without all weighed as the heaviest with. */
  readonly share: number;
  /** The same as if they weighed as those with do on average: right in the middle of many maps, far off for some. */
  readonly likely: number;
  /** Not all masks have scores. */
  readonly estimated: boolean;
}

/** An explainer ready to run on one network. */
export interface PreparedExplainer {
  readonly network: Network;
  readonly layers: readonly Layer[];
  /** The target layers' names, joined by `+`. */
  readonly layer: string;
  /** Gradients pass operators whose rule is an approximation (quantised networks). */
  readonly approximate: boolean;
  readonly provider: string;
  /**
   * Explains one image for several classes, at the cost of little more than one.
   * @throws CamscopeError RUNTIME_FAILED, INTERRUPTED.
   */
  explain(item: ExplainItem, signal?: AbortSignal): Promise<Explained>;
  /**
   * Explains a batch of images, one class each.
   * @throws CamscopeError RUNTIME_FAILED, INTERRUPTED.
   */
  explainBatch(
    images: readonly FloatTensor[],
    classes: readonly number[],
    signal?: AbortSignal,
  ): Promise<Explained[]>;
  /** Frees the sessions. Idempotent. */
  release(): Promise<void>;
}

/**
 * Compiles an explainer onto a network and opens its sessions.
 * @throws CamscopeError CONFIG_INVALID, NAME_UNKNOWN, OPERATOR_UNSUPPORTED, MODEL_UNSUPPORTED, PROVIDER_UNAVAILABLE,
 *   RUNTIME_FAILED.
 */
export async function prepare(request: PrepareRequest): Promise<PreparedExplainer> {
  const { network, explainer } = request;
  const options = parseOptions(explainer, request.options);
  const layers = layersOf(network, request.layer);
  if (explainer.perturb) return preparePerturbation(request, explainer, options, layers);
  return prepareGraph(request, explainer, options, layers);
}

async function prepareGraph(
  request: PrepareRequest,
  explainer: ExpressionExplainer,
  options: Record<string, unknown>,
  layers: readonly Layer[],
): Promise<PreparedExplainer> {
  const { network, runtime } = request;
  const compiled = compile({
    graph: network.graph,
    head: network.head,
    targets: layers,
    aggregate: request.aggregate,
    expression: explainer.map(context, options),
  });
  const session = await runtime.open(compiled.draft.toSource(network.file), request.session);
  return new GraphExplainer(network, layers, compiled, session, request.batch);
}
