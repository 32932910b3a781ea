import type { Explained, ExplainItem, PrepareRequest } from '../prepared-explainer.ts';
import { prepare } from '../prepared-explainer.ts';
import { sanitySteps, type PlannedStep, type SanityOptions } from './sanity-steps.ts';

export interface CascadeRequest extends PrepareRequest {
  readonly items: readonly ExplainItem[];
  readonly randomise?: SanityOptions;
  readonly signal?: AbortSignal;
}

/** The maps of one image at one step. */
export interface CascadeResult extends PlannedStep {
  /** Index of the image. */
  readonly item: number;
  readonly explained: Explained;
}

/**
 * Explains images on the network and, step by step, on what is left of it: image by image within a step. The classes are
 * the same at every step; the class with the highest logit is that of the network itself.
 * @throws CamscopeError as `prepare`, `explain` and `sanitySteps`.
 */
export async function* cascade(request: CascadeRequest): AsyncGenerator<CascadeResult, void, undefined> {
  const { items, randomise, signal, ...preparing } = request;
  const classes = items.map((item) => item.classes);
  const steps = sanitySteps(request.network, { runtime: request.runtime, ...randomise });
  for await (const { network, ...planned } of steps) {
    const prepared = await prepare({ ...preparing, network });
    try {
      for (const [item, { image }] of items.entries()) {
        const explained = await prepared.explain({ image, classes: classes[item] }, signal);
        classes[item] = explained.maps.map(({ target }) => target);
        yield { ...planned, item, explained };
      }
    } finally {
      await prepared.release();
    }
  }
}
