import type { FloatTensor } from '@camscope/core';
import { probabilitiesOf, type Explained as Given, type PreparedExplainer } from '@camscope/engine';
import type { PlannedImage } from '../plan/plan.ts';
import type { MapsUnit } from '../units/maps-units.ts';
import { arrayOf, failed, type Explanation, type MadeMaps } from './explained.ts';
import type { LoadedImage, ReadyImage } from './load-images.ts';
import { together } from './together.ts';

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
  const ready = items.filter((item): item is ReadyItem => 'fitted' in item.loaded);
  const attempts = await together(ready, (some) =>
    explainer.explain(
      some.map(({ image, loaded }) => ({
        image: loaded.fitted,
        classes: image.findings.map(({ target }) => target),
      })),
    ),
  );
  const given = new Map(ready.map(({ image }, i) => [image, attempts[i]]));
  const maps = new Map<string, FloatTensor>();
  const explained = items.map(({ image, loaded }) => {
    if ('failure' in loaded) return image.findings.map(() => failed(loaded.failure));
    const one = given.get(image)!;
    if ('failure' in one) return image.findings.map(() => failed(one.failure));
    one.value.maps.forEach(({ raw }, k) => maps.set(arrayOf(image, image.findings[k]), raw));
    return explanationsOf(image, loaded, one.value, explainer);
  });
  return { explained: { provider: explainer.provider, images: explained }, maps };
}

function explanationsOf(
  image: PlannedImage,
  { region }: ReadyImage,
  { logits, maps, passes, facts }: Given,
  { network, size }: PreparedExplainer,
): Explanation[] {
  const probabilities = probabilitiesOf(network, logits);
  return image.findings.map((finding, k) => {
    const { massSeen } = maps[k];
    const [score, probability] = [logits[finding.target], probabilities[finding.target]];
    const own = facts && { ...facts, massSeen };
    const told = size === undefined ? own : { ...own, size };
    return { array: arrayOf(image, finding), region, score, probability, passes, facts: told };
  });
}
