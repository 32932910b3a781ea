import type { FloatTensor } from '@camscope/core';
import { probabilitiesOf, type Explained as Given, type PreparedExplainer } from '@camscope/engine';
import type { PlannedImage } from '../plan/plan.ts';
import type { MapsUnit } from '../units/maps-units.ts';
import { arrayOf, failed, type Explanation, type MadeMaps } from './explained.ts';
import type { LoadedImage, ReadyImage } from './load-images.ts';

interface Item {
  readonly image: PlannedImage;
  readonly loaded: LoadedImage;
}

type ReadyItem = Item & { readonly loaded: ReadyImage };

/**
 * Explains every finding of the images of a unit: an image goes to the method once, with all its findings. What fails is a result.
 * @param loadedOf what became of each image.
 */
export async function explainUnit(
  { images }: MapsUnit,
  loadedOf: (image: PlannedImage) => LoadedImage,
  explainer: PreparedExplainer,
): Promise<MadeMaps> {
  const items = images.map((image): Item => ({ image, loaded: loadedOf(image) }));
  const ready = items.filter((item): item is ReadyItem => 'input' in item.loaded);
  const given = new Map(await explainTogether(ready, explainer));
  const maps = new Map<string, FloatTensor>();
  const explained = items.map(({ image, loaded }) => {
    if ('failure' in loaded) return image.findings.map(() => failed(loaded.failure));
    const one = given.get(image)!;
    if ('failure' in one) return image.findings.map(() => failed(one.failure));
    one.maps.forEach(({ raw }, k) => maps.set(arrayOf(image, image.findings[k]), raw));
    return explanationsOf(image, loaded, one, explainer);
  });
  return { explained: { provider: explainer.provider, images: explained }, maps };
}

type Attempted = Given | { readonly failure: unknown };

/** One call; when it fails, one for each image, so that one bad image does not spoil the others. */
async function explainTogether(
  items: readonly ReadyItem[],
  explainer: PreparedExplainer,
): Promise<(readonly [PlannedImage, Attempted])[]> {
  if (items.length === 0) return [];
  try {
    const given = await explainer.explain(
      items.map(({ image, loaded }) => ({
        image: loaded.input,
        classes: image.findings.map(({ target }) => target),
      })),
    );
    return items.map(({ image }, i) => [image, given[i]]);
  } catch (failure) {
    if (items.length === 1) return [[items[0].image, { failure }]];
    const each: (readonly [PlannedImage, Attempted])[] = [];
    for (const one of items) each.push(...(await explainTogether([one], explainer)));
    return each;
  }
}

function explanationsOf(
  image: PlannedImage,
  { region }: ReadyImage,
  { logits, maps, passes, facts }: Given,
  { network }: PreparedExplainer,
): Explanation[] {
  const probabilities = probabilitiesOf(network, logits);
  return image.findings.map((finding, k) => {
    const { massSeen } = maps[k];
    const [score, probability] = [logits[finding.target], probabilities[finding.target]];
    const told = facts && { ...facts, massSeen };
    return { array: arrayOf(image, finding), region, score, probability, passes, facts: told };
  });
}
