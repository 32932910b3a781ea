import { about, guessedFor, type PreparedMethod } from '@camscope/cli/parts';
import { methodName, type ImageCodec, type Registry } from '@camscope/core';
import { probabilitiesOf } from '@camscope/engine';
import { finish } from '@camscope/pipeline/maps';
import { Explanation } from './explanation.ts';
import type { LoadedImage } from './images.ts';

interface LotRequest {
  readonly classes: readonly number[] | 'top1';
  readonly registry: Pick<Registry, 'filter' | 'segmenter' | 'metric'>;
  readonly codec: ImageCodec;
  readonly signal?: AbortSignal;
}

/** Explains images together, each for one class. */
export async function explainLot(
  lot: readonly LoadedImage[],
  method: PreparedMethod,
  { classes, registry, codec, signal }: LotRequest,
): Promise<Explanation[]> {
  const { explainer, how, prepared } = method;
  const { network, layer } = prepared;
  const items = lot.map(({ seen }) => ({ image: seen, classes }));
  const explained = await prepared.explain(items, signal).catch((error: unknown) => {
    throw about(error, ...(lot.length === 1 ? [lot[0].image] : []));
  });
  return explained.map(({ logits, maps: [{ target, raw, massSeen }], passes, facts }, i) => {
    const { image, base, region } = lot[i];
    const claim = { raw, gives: explainer.gives, region, how };
    return new Explanation({
      ...{ base, claim, registry, codec, finished: finish(claim, base) },
      about: {
        ...{ image, target, layer, passes },
        ...{ model: network.name, method: methodName(explainer), label: network.labels[target] },
        ...{ score: logits[target], probability: probabilitiesOf(network, logits)[target] },
        guessed: guessedFor({ image }, method),
        ...(facts ? { facts: { ...facts, massSeen } } : {}),
      },
    });
  });
}
