import { itemOf, stack, type FloatTensor, type Layer, type Session } from '@camscope/core';
import { arrangementOf, NAMES, sampleBatches, type Compiled, type Samples } from '@camscope/onnx';
import { topClass } from '../classes.ts';
import type { Network } from '../network.ts';
import { oneHot } from '../one-hot.ts';
import type { Explained, ExplainItem, FittedExplainer, PreparedExplainer } from '../prepared-explainer.ts';
import { averageSamples, type Averaged } from './average-samples.ts';

/** An expression compiled behind a network: one run gives logits and maps. */
export class ExpressionRunner implements PreparedExplainer {
  readonly network: Network;
  readonly layers: readonly Layer[];
  readonly layer: string;
  readonly approximate: boolean;
  readonly provider: string;
  readonly #compiled: Compiled;
  readonly #session: Session;
  readonly #batch: number;

  constructor(
    { network, layers, layer, approximate }: FittedExplainer,
    compiled: Compiled,
    session: Session,
    batch: number,
  ) {
    this.network = network;
    this.layers = layers;
    this.layer = layer;
    this.approximate = approximate;
    this.provider = session.provider;
    this.#compiled = compiled;
    this.#session = session;
    this.#batch = network.fixedBatch ? 1 : batch;
  }

  async explain(items: readonly ExplainItem[], signal?: AbortSignal): Promise<Explained[]> {
    const explained: Explained[] = [];
    for (let i = 0; i < items.length;) {
      const single = singles(items.slice(i, i + this.#batch));
      if (single.length > 1 && !this.#compiled.samples) {
        explained.push(...(await this.#explainSingles(single, signal)));
        i += single.length;
      } else explained.push(await this.#explainOne(items[i++], signal));
    }
    return explained;
  }

  release(): Promise<void> {
    return this.#session.release();
  }

  /** One image for several classes in one run: the backward pass alone is repeated. */
  async #explainOne({ image, classes }: ExplainItem, signal?: AbortSignal): Promise<Explained> {
    if (classes === 'top1') {
      const { logits, passes } = await this.#logits(image, signal);
      const explained = await this.#explainOne({ image, classes: [topClass(logits)] }, signal);
      return { ...explained, passes: explained.passes + passes };
    }
    if (classes.length === 0) return { ...(await this.#logits(image, signal)), maps: [] };
    const { samples } = this.#compiled;
    if (samples) {
      const averaged: Averaged[] = [];
      for (const target of classes) averaged.push(await this.#average(image, samples, target, signal));
      return {
        logits: averaged[0].logits,
        maps: classes.map((target, k) => ({ target, raw: averaged[k].map })),
        passes: averaged.reduce((sum, { passes }) => sum + passes, 0),
      };
    }
    const { logits, maps } = await this.#run([image], classes, signal);
    // A map that does not depend on the class comes once and serves all.
    const mapOf = (k: number) => itemOf(maps, maps.dims[0] === 1 ? 0 : k);
    return {
      logits: logits.data,
      maps: classes.map((target, k) => ({ target, raw: mapOf(k) })),
      passes: 1,
    };
  }

  async #explainSingles(
    singles: readonly { readonly image: FloatTensor; readonly target: number }[],
    signal?: AbortSignal,
  ): Promise<Explained[]> {
    const { logits, maps } = await this.#run(
      singles.map(({ image }) => image),
      singles.map(({ target }) => target),
      signal,
    );
    return singles.map(({ target }, n) => ({
      logits: itemOf(logits, n).data,
      maps: [{ target, raw: itemOf(maps, n) }],
      passes: 1,
    }));
  }

  async #logits(image: FloatTensor, signal?: AbortSignal): Promise<Pick<Explained, 'logits' | 'passes'>> {
    const { samples } = this.#compiled;
    if (samples) return this.#average(image, samples, undefined, signal);
    return { logits: (await this.#run([image], [undefined], signal)).logits.data, passes: 1 };
  }

  #average(image: FloatTensor, samples: Samples, target: number | undefined, signal?: AbortSignal) {
    const { head } = this.network;
    const original = arrangementOf(head.image.view).fromMaps(stack([image]));
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
      [image]: arrangementOf(this.network.head.image.view).fromMaps(stack(images)),
    };
    if (seed) feeds[seed] = oneHot(classes, this.network.head.classes);
    const outputs = await this.#session.run(feeds, { signal });
    return { logits: outputs[NAMES.logits] as FloatTensor, maps: outputs[NAMES.map] as FloatTensor };
  }
}

/** The items, up to the first that asks for other than one class. */
function singles(items: readonly ExplainItem[]): { image: FloatTensor; target: number }[] {
  const found: { image: FloatTensor; target: number }[] = [];
  for (const { image, classes } of items) {
    if (classes === 'top1' || classes.length !== 1) break;
    found.push({ image, target: classes[0] });
  }
  return found;
}
