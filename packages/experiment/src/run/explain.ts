import { type Box, type FloatTensor } from '@camscope/core';
import { probabilitiesOf, type Explained, type PreparedExplainer } from '@camscope/engine';
import type { ChosenMethod } from '../config/study.ts';
import { explains, type Finding, type PlannedImage, type PlannedMethod } from '../plan/plan.ts';
import { throwIfInterrupted } from './interrupted.ts';
import type { LoadedImage } from './load.ts';

/** A method ready to run. */
export interface Method {
  readonly chosen: ChosenMethod;
  readonly planned: PlannedMethod;
  readonly explainer: PreparedExplainer;
}

/** One image, one class, one method. */
export interface Job {
  readonly image: PlannedImage;
  readonly finding: Finding;
  readonly method: Method;
}

/** What came of a job. */
export type Explanation = Job &
  (
    | {
        /** float32 [1,h,w] or [C,H,W] */
        readonly raw: FloatTensor;
        /** What the network saw, in pixels of the sample's frame. */
        readonly region: Box;
        /** The logit. */
        readonly score: number;
        readonly probability: number;
        /** Images that went through the network for all findings of the image. */
        readonly passes?: number;
        /** What else the method tells of the map. */
        readonly facts?: Readonly<Record<string, unknown>>;
      }
    | { readonly failure: unknown }
  );

/** An image whose findings are to be explained. */
interface Ready {
  readonly image: PlannedImage;
  readonly input: FloatTensor;
  readonly region: Box;
}

/**
 * Explains every finding of every image of each lot by every method; an image goes through a network once.
 * @throws CamscopeError INTERRUPTED; other failures are results.
 */
export async function* explain(
  loaded: AsyncGenerator<LoadedImage[]>,
  methods: readonly Method[],
  signal?: AbortSignal,
): AsyncGenerator<Explanation[]> {
  for await (const lot of loaded) {
    const explanations: Explanation[] = [];
    for (const method of methods) {
      const ready: Ready[] = [];
      for (const item of lot) {
        const { image } = item;
        if (!explains(method.planned, image.sample)) continue;
        if ('failure' in item) explanations.push(...failed(image, method, item.failure));
        else if (image.findings.length > 0) ready.push(item);
      }
      if (ready.length > 0) explanations.push(...(await explainTogether(ready, method, signal)));
    }
    yield explanations;
  }
}

/** All images at once; when that fails, one by one, so that one bad image does not spoil the others. */
async function explainTogether(
  images: readonly Ready[],
  method: Method,
  signal?: AbortSignal,
): Promise<Explanation[]> {
  try {
    const items = images.map(({ input, image }) => ({
      image: input,
      classes: image.findings.map(({ target }) => target),
    }));
    const explained = await method.explainer.explain(items, signal);
    return images.flatMap((ready, n) => told(ready, method, explained[n]));
  } catch (failure) {
    throwIfInterrupted(signal);
    if (images.length === 1) return failed(images[0].image, method, failure);
    const each: Explanation[] = [];
    for (const one of images) each.push(...(await explainTogether([one], method, signal)));
    return each;
  }
}

function told({ image, region }: Ready, method: Method, explained: Explained): Explanation[] {
  const { logits, maps, passes, facts } = explained;
  const probabilities = probabilitiesOf(method.explainer.network, logits);
  return image.findings.map((finding, k): Explanation => {
    const { target } = finding;
    const { raw, massSeen } = maps[k];
    return {
      ...{ image, finding, method, raw, region, passes },
      score: logits[target],
      probability: probabilities[target],
      facts: facts && { ...facts, massSeen },
    };
  });
}

function failed(image: PlannedImage, method: Method, failure: unknown): Explanation[] {
  return image.findings.map((finding) => ({ image, finding, method, failure }));
}
