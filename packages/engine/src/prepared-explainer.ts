import {
  itemOf,
  parseOptions,
  stack,
  type Explainer,
  type FloatTensor,
  type Layer,
  type Runtime,
  type Session,
  type SessionOptions,
} from '@camscope/core';
import {
  compile,
  context,
  NAMES,
  sampleBatches,
  type Aggregation,
  type Compiled,
  type Samples,
} from '@camscope/onnx';
import { averageSamples, type Averaged } from './average-samples.ts';
import { topClass } from './classes.ts';
import { layersOf, type Network } from './network.ts';
import { toLayout } from './layout.ts';
import { oneHot } from './one-hot.ts';

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
}

export interface RawMap {
  readonly target: number;
  /** float32 [1,h,w] at the target layer's resolution, or [C,H,W] for an attribution to the input. */
  readonly raw: FloatTensor;
}

/**
 * Compiles an explainer onto a network and opens the session.
 * @throws CamscopeError CONFIG_INVALID, NAME_UNKNOWN, OPERATOR_UNSUPPORTED, PROVIDER_UNAVAILABLE, RUNTIME_FAILED.
 */
export async function prepare(request: PrepareRequest): Promise<PreparedExplainer> {
  const { network, explainer, runtime } = request;
  const options = parseOptions(explainer, request.options);
  const layers = layersOf(network, request.layer);
  const compiled = compile({
    graph: network.graph,
    head: network.head,
    targets: layers,
    aggregate: request.aggregate,
    expression: explainer.map(context, options),
  });
  const session = await runtime.open(compiled.draft.toSource(network.file), request.session);
  return new PreparedExplainer(network, layers, compiled, session, request.batch);
}

/** An explainer ready to run on one network. */
export class PreparedExplainer {
  readonly network: Network;
  readonly layers: readonly Layer[];
  /** Gradients pass operators whose rule is an approximation (quantised networks). */
  readonly approximate: boolean;
  readonly provider: string;
  readonly #compiled: Compiled;
  readonly #session: Session;
  readonly #batch: number;

  constructor(network: Network, layers: readonly Layer[], compiled: Compiled, session: Session, batch = 8) {
    this.network = network;
    this.layers = layers;
    this.approximate = compiled.approximate;
    this.provider = session.provider;
    this.#compiled = compiled;
    this.#session = session;
    this.#batch = network.fixedBatch ? 1 : batch;
  }

  /** The target layers' names, joined by `+`. */
  get layer(): string {
    return this.layers.map((layer) => layer.name).join('+');
  }

  /**
   * Explains one image for several classes in one run: the backward pass alone is repeated.
   * @throws CamscopeError RUNTIME_FAILED, INTERRUPTED.
   */
  async explain({ image, classes }: ExplainItem, signal?: AbortSignal): Promise<Explained> {
    if (classes === 'top1') {
      const logits = await this.#logits(image, signal);
      return this.explain({ image, classes: [topClass(logits)] }, signal);
    }
    if (classes.length === 0) return { logits: await this.#logits(image, signal), maps: [] };
    const { samples } = this.#compiled;
    if (samples) {
      const averaged: Averaged[] = [];
      for (const target of classes) averaged.push(await this.#average(image, samples, target, signal));
      return {
        logits: averaged[0].logits,
        maps: classes.map((target, k) => ({ target, raw: averaged[k].map })),
      };
    }
    const { logits, maps } = await this.#run([image], classes, signal);
    // A map that does not depend on the class comes once and serves all.
    const mapOf = (k: number) => itemOf(maps, maps.dims[0] === 1 ? 0 : k);
    return { logits: logits.data, maps: classes.map((target, k) => ({ target, raw: mapOf(k) })) };
  }

  /**
   * Explains a batch of images, one class each, in one run (or one by one where the graph allows no batches).
   * @throws CamscopeError RUNTIME_FAILED, INTERRUPTED.
   */
  async explainBatch(
    images: readonly FloatTensor[],
    classes: readonly number[],
    signal?: AbortSignal,
  ): Promise<Explained[]> {
    if (this.network.fixedBatch || this.#compiled.samples || images.length === 1) {
      const results: Explained[] = [];
      for (const [n, image] of images.entries())
        results.push(await this.explain({ image, classes: [classes[n]] }, signal));
      return results;
    }
    const { logits, maps } = await this.#run(images, classes, signal);
    return classes.map((target, n) => ({
      logits: itemOf(logits, n).data,
      maps: [{ target, raw: itemOf(maps, n) }],
    }));
  }

  /** Frees the session. Idempotent. */
  release(): Promise<void> {
    return this.#session.release();
  }

  async #logits(image: FloatTensor, signal?: AbortSignal): Promise<Float32Array> {
    const { samples } = this.#compiled;
    if (samples) return (await this.#average(image, samples, undefined, signal)).logits;
    return (await this.#run([image], [undefined], signal)).logits.data;
  }

  #average(image: FloatTensor, samples: Samples, target: number | undefined, signal?: AbortSignal) {
    const { head } = this.network;
    const original = toLayout(stack([image]), head.image.layout);
    const seedOf = (rows: number) => oneHot(new Array<number | undefined>(rows).fill(target), head.classes);
    const batches = sampleBatches(samples, original, this.#batch);
    return averageSamples({
      session: this.#session,
      original,
      batches,
      seedOf: this.#compiled.inputs.seed ? seedOf : undefined,
      logitsOnly: target === undefined,
      signal,
    });
  }

  async #run(images: readonly FloatTensor[], classes: readonly (number | undefined)[], signal?: AbortSignal) {
    const { image, seed } = this.#compiled.inputs;
    const feeds: Record<string, FloatTensor> = {
      [image]: toLayout(stack(images), this.network.head.image.layout),
    };
    if (seed) feeds[seed] = oneHot(classes, this.network.head.classes);
    const outputs = await this.#session.run(feeds, { signal });
    return { logits: outputs[NAMES.logits] as FloatTensor, maps: outputs[NAMES.map] as FloatTensor };
  }
}
