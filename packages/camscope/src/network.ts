import { checkStarts, compilePlace, lotsOf, openPlace, type PreparedMethod } from '@camscope/cli/parts';
import {
  CamscopeError,
  chooseMethod,
  methodName,
  methodSpec,
  type ImageCodec,
  type InnerMethod,
  type Registry,
  type Runtime,
} from '@camscope/core';
import { classOf, guessesInWords, type Network as KnownNetwork, type NetworkFact } from '@camscope/engine';
import { explainLot } from './explain-lot.ts';
import type { Explanation } from './explanation.ts';
import { loadImage, loadImages } from './images.ts';
import type { ExplainOptions, Image, OpenOptions } from './options.ts';

export interface NetworkParts extends Pick<OpenOptions, 'fallback' | 'precision' | 'provider' | 'threads'> {
  readonly known: KnownNetwork;
  readonly registry: Pick<Registry, 'explainer' | 'filter' | 'segmenter' | 'metric'>;
  readonly runtime: Runtime;
  readonly codec: ImageCodec;
  tell(text: string): void;
}

/** A network, open until it is closed. */
export class Network {
  readonly #parts: NetworkParts;
  /** By all that they hang on. Each has a session of its own. */
  readonly #methods = new Map<string, Promise<PreparedMethod>>();
  readonly #told = new Set<string>();
  /** One call after the other: sessions share the machine. */
  #turn: Promise<unknown> = Promise.resolve();
  #closed?: Promise<void>;

  constructor(parts: NetworkParts) {
    this.#parts = parts;
  }

  get name(): string {
    return this.#parts.known.name;
  }

  /** One for each class; its index where nobody named it. */
  get labels(): readonly string[] {
    return this.#parts.known.labels;
  }

  /** Names of the layers that can be looked at, from input to output. */
  get layers(): readonly string[] {
    return this.#parts.known.description.layers.map(({ name }) => name);
  }

  /**
   * Explains one image, or many, which go into the network together: `batch` at a time. A method stays open for the next call
   * with the same options until the network is closed.
   * @throws CamscopeError NAME_UNKNOWN with the nearest names, CONFIG_INVALID; FILE_UNREADABLE and IMAGE_INVALID of an image, which
   *   it names; MODEL_UNSUPPORTED, PROVIDER_UNAVAILABLE, RUNTIME_FAILED, NOT_FINITE, INTERRUPTED.
   */
  async explain(image: Image, options: ExplainOptions): Promise<Explanation>;
  async explain(images: readonly Image[], options: ExplainOptions): Promise<Explanation[]>;
  async explain(images: Image | readonly Image[], options: ExplainOptions) {
    if (this.#closed) throw new CamscopeError('CONFIG_INVALID', `The network ${this.name} is closed`);
    const list = isList(images) ? images : [images];
    const mine = this.#turn.then(() => this.#explained(list, options));
    this.#turn = mine.catch(() => undefined);
    const explanations = await mine;
    return isList(images) ? explanations : explanations[0];
  }

  /** Ends what is under way, and frees the sessions. Idempotent. */
  close(): Promise<void> {
    return (this.#closed ??= this.#turn.then(() => this.#release()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #explained(images: readonly Image[], options: ExplainOptions): Promise<Explanation[]> {
    const { known, registry, codec } = this.#parts;
    const { method: spec, target = 'top1', batch, signal } = options;
    const method = chooseMethod(registry.explainer, typeof spec === 'string' ? methodSpec(spec) : spec);
    const classes = target === 'top1' ? target : [classOf(known, String(target))];
    const prepared = await this.#prepared(method, options);
    const explanations: Explanation[] = [];
    for (const lot of lotsOf(images, { batch, target: [String(target)] }, [method])) {
      const loaded = await loadImages(lot, known.preprocessing, codec);
      const made = await explainLot(loaded, prepared, { classes, registry, codec, signal });
      for (const { about } of made) this.#tellGuesses(about.guessed);
      explanations.push(...made);
    }
    return explanations;
  }

  #prepared(method: InnerMethod, options: ExplainOptions): Promise<PreparedMethod> {
    const { signal: _, target: __, ...rest } = options;
    const key = JSON.stringify(rest);
    const known = this.#methods.get(key);
    if (known) return known;
    const preparing = this.#prepare(method, options);
    this.#methods.set(key, preparing);
    preparing.catch(() => this.#methods.delete(key));
    return preparing;
  }

  async #prepare(inner: InnerMethod, options: ExplainOptions): Promise<PreparedMethod> {
    const { known: network, runtime, codec, fallback = [], precision, provider, threads } = this.#parts;
    const { layer, map, baseline = [], aggregate = 'mean', batch, memory, budget } = options;
    const method = { ...inner, name: methodName(inner.explainer) };
    const place = { method, layer, name: method.name };
    const settings = {
      ...{ fallback, precision, provider, threads },
      ...{ aggregate, batch, memory, budget },
      ...map,
    };
    const load = (file: string) => loadImage(file, network.preprocessing, codec);
    const starts = async () => (await Promise.all(baseline.map(load))).map(({ seen }) => seen);
    const compiled = await compilePlace(place, { network, options: settings, runtime, starts });
    checkStarts([compiled], baseline);
    const prepared = await openPlace(place, compiled, settings);
    if (network.stored === 'float16') this.#tell(`${network.name} is stored in float16, and runs in float32`);
    const asked = provider ?? runtime.baseline;
    const { provider: taken } = prepared.prepared;
    if (taken !== asked) this.#tell(`Running on ${taken}, since ${asked} cannot be used`);
    return prepared;
  }

  #tellGuesses(guessed: readonly NetworkFact[]): void {
    const text = guessesInWords(this.#parts.known, guessed);
    if (text !== undefined) this.#tell(`${text}: guessed; say it in a model card`);
  }

  /** Once each. */
  #tell(text: string): void {
    if (this.#told.has(text)) return;
    this.#told.add(text);
    this.#parts.tell(text);
  }

  async #release(): Promise<void> {
    const opened = await Promise.allSettled(this.#methods.values());
    for (const one of opened) if (one.status === 'fulfilled') await one.value.prepared.release();
    await this.#parts.runtime.close();
  }
}

function isList(images: Image | readonly Image[]): images is readonly Image[] {
  return Array.isArray(images);
}
