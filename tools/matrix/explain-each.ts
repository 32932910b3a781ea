import { inMemory, noise } from '@camscope/conformance';
import { isCamscopeError, messageOf, type Explainer, type Registry, type Runtime } from '@camscope/core';
import { MemoryScoreCache, openNetwork, prepare } from '@camscope/engine';

/** A network and what to explain of it. */
export interface Subject {
  readonly model: Uint8Array;
  /** Seed and shape [C,H,W] of the image. */
  readonly imageSeed: number;
  readonly image: readonly number[];
  readonly target: number;
}

export interface Asked {
  readonly id: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** A raw map, the sentence with which a method refuses a network, or any other error. */
export type Outcome =
  { readonly map: readonly number[] } | { readonly refused: string } | { readonly failed: string };

/** Masks tried at most: the same few on each provider. */
const MASKS = 64;
/** Codes of errors that say what is asked for in vain; others are faults. */
const REFUSALS = ['MODEL_UNSUPPORTED', 'OPERATOR_UNSUPPORTED', 'CONFIG_INVALID', 'NAME_UNKNOWN'];

/** What each method, with its default options but for these, makes of one image on a provider. */
export async function explainEach(
  runtime: Runtime,
  registry: Registry,
  provider: string,
  { model, imageSeed, image: dims, target }: Subject,
  asked: readonly Asked[],
): Promise<Outcome[]> {
  const network = await openNetwork({ location: 'network.onnx', file: inMemory(model), registry, runtime });
  const image = noise(imageSeed, dims);
  const outcomes: Outcome[] = [];
  for (const { id, options } of asked) {
    const explainer: Explainer = registry.explainer.get(id);
    const budget = explainer.perturb ? MASKS : undefined;
    const session = { provider, precision: 'exact', threads: 1 } as const;
    try {
      const request = {
        network,
        explainer,
        options,
        runtime,
        session,
        scores: new MemoryScoreCache(0),
        budget,
      };
      const prepared = await prepare(request);
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
