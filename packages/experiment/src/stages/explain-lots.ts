import { type Box, type FloatTensor } from '@camscope/core';
import { probabilitiesOf, type Explained, type PreparedExplainer } from '@camscope/engine';
import type { ChosenMethod } from '../config/study.ts';
import { throwIfInterrupted } from '../host/interrupted.ts';
import { explains, type Finding, type PlannedImage, type PlannedMethod } from '../plan/plan.ts';
import type { LoadedImage, ReadyImage } from './load-images.ts';

/** A method ready to run. */
export interface ReadyMethod {
  readonly chosen: ChosenMethod;
  readonly planned: PlannedMethod;
  readonly explainer: PreparedExplainer;
}

/** What came of one image, one class and one method. */
export type Explanation = {
  readonly image: PlannedImage;
  readonly finding: Finding;
  readonly method: ReadyMethod;
} & (
  | {
      /** float32 [1,h,w] or [C,H,W] */
      readonly raw: FloatTensor;
      /** What the network saw, in pixels of the sample's frame. */
      readonly region: Box;
      /** The logit. */
      readonly score: number;
      readonly probability: number;
      /** Images that went through the network for all findings of the image. */
      readonly passes: number;
      /** What else the method tells of the map. */
      readonly facts?: Readonly<Record<string, unknown>>;
    }
  | { readonly failure: unknown }
);

/**
 * Explains every finding of every image of each lot by every method: an image goes to a method once, with all its findings.
 * @throws CamscopeError INTERRUPTED; other failures are results.
 */
export async function* explainLots(
  loaded: AsyncGenerator<LoadedImage[]>,
  methods: readonly ReadyMethod[],
  signal?: AbortSignal,
): AsyncGenerator<Explanation[]> {
  for await (const lot of loaded) {
    const explanations: Explanation[] = [];
    for (const method of methods) {
      const items = lot.filter(({ image }) => explains(method.planned, image.sample));
      const ready = items.filter((item): item is ReadyImage => 'input' in item);
      for (const item of items)
        if ('failure' in item) explanations.push(...failed(item, method, item.failure));
      explanations.push(...(await explainTogether(ready, method, signal)));
    }
    yield explanations;
  }
}

/** One call; when it fails, one for each image, so that one bad image does not spoil the others. */
async function explainTogether(
  images: readonly ReadyImage[],
  method: ReadyMethod,
  signal?: AbortSignal,
): Promise<Explanation[]> {
  try {
    const items = images.map(({ input, image }) => ({
      image: input,
      classes: image.findings.map(({ target }) => target),
    }));
    const explained = await method.explainer.explain(items, signal);
    return images.flatMap((item, i) => explanationsOf(item, method, explained[i]));
  } catch (failure) {
    throwIfInterrupted(signal);
    if (images.length === 1) return failed(images[0], method, failure);
    const each: Explanation[] = [];
    for (const one of images) each.push(...(await explainTogether([one], method, signal)));
    return each;
  }
}

function explanationsOf(
  { image, region }: ReadyImage,
  method: ReadyMethod,
  { logits, maps, passes, facts }: Explained,
): Explanation[] {
  const probabilities = probabilitiesOf(method.explainer.network, logits);
  return image.findings.map((finding, k) => {
    const { raw, massSeen } = maps[k];
    const [score, probability] = [logits[finding.target], probabilities[finding.target]];
    const told = facts && { ...facts, massSeen };
    return { image, finding, method, region, raw, score, probability, passes, facts: told };
  });
}

function failed({ image }: LoadedImage, method: ReadyMethod, failure: unknown): Explanation[] {
  return image.findings.map((finding) => ({ image, finding, method, failure }));
}
