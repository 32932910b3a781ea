import { defineExplainer, type FaithfulnessInput, type FloatTensor, type Question } from '@camscope/core';
import { layersOf, type PreparedExplainer } from '@camscope/engine';
import { finishOverInput } from '@camscope/pipeline';
import type { Size } from '@camscope/pixels';
import type { ChosenMethod } from '../config/study.ts';
import { compileMethod, type Host } from '../host/compile-method.ts';
import type { OpenModel } from '../open/open-study.ts';

/** A layer's output itself, as an explanation of it. */
const representation = defineExplainer({
  id: 'representation',
  title: 'Representation',
  gives: 'attribution',
  map: ({ activations }) => activations,
});

/**
 * A method that is asked about images that are not of the data: their scores are kept in memory alone. Sessions open when they are
 * first asked.
 */
export class AskedMethod {
  readonly #host: Host;
  readonly #model: OpenModel;
  readonly #chosen: ChosenMethod;
  #explainer: Promise<PreparedExplainer> | undefined;
  #layers: Promise<PreparedExplainer[]> | undefined;

  get name(): string {
    return this.#chosen.name;
  }

  constructor({ study, runtime }: Host, model: OpenModel, chosen: ChosenMethod) {
    this.#host = { study, runtime };
    this.#model = model;
    this.#chosen = chosen;
  }

  /** What a measure is given that asks so, of one class on images of that size. */
  about(
    target: number,
    size: Size,
    asks: readonly Question[],
  ): Pick<FaithfulnessInput, 'explain' | 'represent'> {
    const { contribution, map: how } = this.#chosen;
    const mapOf = (raw: FloatTensor) => finishOverInput({ raw, gives: contribution.gives, how }, size).map;
    const explain = async (images: Iterable<FloatTensor>) => {
      const explainer = await (this.#explainer ??= this.#open(this.#chosen));
      return this.#run(images, async (some) => (await rawOf(explainer, some, target)).map(mapOf));
    };
    const represent = async (images: Iterable<FloatTensor>) => {
      const layers = await (this.#layers ??= this.#openLayers());
      return this.#run(images, async (some) => {
        const outputs: FloatTensor[][] = [];
        for (const layer of layers) outputs.push(await rawOf(layer, some, target));
        return some.map((_, n) => joined(outputs.map((output) => output[n].data)));
      });
    };
    return {
      ...(asks.includes('maps') ? { explain } : {}),
      ...(asks.includes('representations') ? { represent } : {}),
    };
  }

  async release(): Promise<void> {
    const opened = await Promise.allSettled([this.#explainer, this.#layers]);
    const explainers = opened.flatMap((one) => (one.status === 'fulfilled' ? (one.value ?? []) : []));
    await Promise.all(explainers.map((explainer) => explainer.release()));
  }

  /** As many images at once as the study explains. */
  async #run<T>(
    images: Iterable<FloatTensor>,
    work: (some: readonly FloatTensor[]) => Promise<readonly T[]>,
  ): Promise<T[]> {
    const { batch } = this.#host.study.session;
    const all: T[] = [];
    let some: FloatTensor[] = [];
    for (const image of images) {
      some.push(image);
      if (some.length < batch) continue;
      all.push(...(await work(some)));
      some = [];
    }
    if (some.length > 0) all.push(...(await work(some)));
    return all;
  }

  async #open(chosen: ChosenMethod): Promise<PreparedExplainer> {
    return (await compileMethod(this.#host, chosen, this.#model.network)).open();
  }

  /** Outputs of layers differ in size, so that each has a session of its own. */
  #openLayers(): Promise<PreparedExplainer[]> {
    const layers = layersOf(this.#model.network, this.#chosen.layer);
    const own = { ...this.#chosen, contribution: representation, options: {}, budget: undefined };
    return Promise.all(layers.map(({ name }) => this.#open({ ...own, layer: name })));
  }
}

async function rawOf(
  explainer: PreparedExplainer,
  images: readonly FloatTensor[],
  target: number,
): Promise<FloatTensor[]> {
  const explained = await explainer.explain(images.map((image) => ({ image, classes: [target] })));
  return explained.map(({ maps: [{ raw }] }) => raw);
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}
