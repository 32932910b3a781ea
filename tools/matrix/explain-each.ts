import { inMemory, noise } from '@camscope/conformance';
import { chooseMethod, isCamscopeError, messageOf, type Registry, type Runtime } from '@camscope/core';
import { MemoryScoreCache, openNetwork, prepare } from '@camscope/engine';
import type { Asked } from './methods.ts';

/** A network and what to explain of it. */
export interface Subject {
  readonly model: Uint8Array;
  /** Seed and shape [C,H,W] of the image. */
  readonly imageSeed: number;
  readonly image: readonly number[];
  readonly target: number;
  /** A layer before the target. */
  readonly early: string;
}

/** A raw map, the sentence with which a network or what it computes with is refused, or any other error. */
export type Outcome =
  { readonly map: readonly number[] } | { readonly refused: string } | { readonly failed: string };

/** Codes of errors that say what a method cannot explain; others are faults. */
const REFUSALS = ['MODEL_UNSUPPORTED', 'OPERATOR_UNSUPPORTED'];

/** What each method makes of one image on a provider. */
export async function explainEach(
  runtime: Runtime,
  registry: Registry,
  provider: string,
  { model, imageSeed, image: dims, target, early }: Subject,
  asked: readonly Asked[],
): Promise<Outcome[]> {
  const network = await openNetwork({ location: 'network.onnx', file: inMemory(model), registry, runtime });
  const image = noise(imageSeed, dims);
  const outcomes: Outcome[] = [];
  for (const { atTwoLayers, ...spec } of asked) {
    try {
      const { explainer, options } = chooseMethod(registry.explainer, spec);
      const prepared = await prepare({
        ...{ network, explainer, options, runtime },
        layer: atTwoLayers ? [early, 'auto'] : undefined,
        session: { provider, precision: 'exact', threads: 1 },
        scores: new MemoryScoreCache(0),
      });
      try {
        const [{ maps }] = await prepared.explain([{ image, classes: [target] }]);
        outcomes.push({ map: Array.from(maps[0].raw.data) });
      } finally {
        await prepared.release();
      }
    } catch (error) {
      const isRefusal = isCamscopeError(error) && REFUSALS.includes(error.code);
      outcomes.push(isRefusal ? { refused: error.summary } : { failed: messageOf(error) });
    }
  }
  return outcomes;
}
