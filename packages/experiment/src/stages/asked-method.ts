import {
  defineExplainer,
  floatTensor,
  type FaithfulnessInput,
  type FloatTensor,
  type Question,
} from '@camscope/core';
import type { PreparedExplainer } from '@camscope/engine';
import { finishOverInput } from '@camscope/pipeline';
import type { Size } from '@camscope/pixels';
import type { ChosenMethod } from '../config/study.ts';
import { compileMethod, type Host } from '../host/compile-method.ts';
import type { OpenModel } from '../open/open-study.ts';

/** What the target layers give, one after the other, as if it were a map. */
const representation = defineExplainer({
  id: 'representation',
  title: 'Representation',
  layers: 'together',
  fetch: ({ layers }) => Object.fromEntries(layers.map((layer, i) => [String(i), layer])),
  host: (given: Readonly<Record<string, FloatTensor>>) => {
    const parts = Object.keys(given).filter((name) => /^\d+$/.test(name));
    const data = joined(parts.map((name) => given[name].data));
    return floatTensor(data, [1, 1, data.length]);
  },
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
  #layers: Promise<PreparedExplainer> | undefined;

  get name(): string {
    return this.#chosen.name;
  }

  constructor({ study, runtime, starts }: Host, model: OpenModel, chosen: ChosenMethod) {
    this.#host = { study, runtime, starts };
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
      const own = { ...this.#chosen, contribution: representation, options: {}, budget: undefined };
      const layers = await (this.#layers ??= this.#open(own));
      return this.#run(images, async (some) => (await rawOf(layers, some, target)).map(({ data }) => data));
    };
    return {
      ...(asks.includes('maps') ? { explain } : {}),
      ...(asks.includes('representations') ? { represent } : {}),
    };
  }

  async release(): Promise<void> {
    for (const opened of await Promise.allSettled([this.#explainer, this.#layers]))
      if (opened.status === 'fulfilled') await opened.value?.release();
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
