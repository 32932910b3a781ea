import { reasonOf } from '@camscope/pipeline';
import type { PlannedImage } from '../plan/plan.ts';
import type { SanityChecks } from '../units/sanity-units.ts';
import type { Inputs, ReadyImage } from './load-images.ts';

/** The images of a network's checks, in order. */
export interface SanityImages {
  readonly ready: readonly { readonly image: PlannedImage; readonly loaded: ReadyImage }[];
  readonly spoilt: readonly Spoilt[];
}

/** Why an image has no row of its own. */
interface Spoilt {
  readonly image: string;
  readonly reason: string;
}

export async function loadSanityImages(
  { model, images }: SanityChecks,
  inputs: Inputs,
): Promise<SanityImages> {
  const ready: { image: PlannedImage; loaded: ReadyImage }[] = [];
  const spoilt: Spoilt[] = [];
  for (const image of images) {
    const loaded = await inputs.load(image.sample, model.network.preprocessing);
    if ('fitted' in loaded) ready.push({ image, loaded });
    else spoilt.push({ image: image.sample.id, reason: reasonOf(loaded.failure) });
  }
  return { ready, spoilt };
}

/** The first finding of an image stands for it. */
export function targetOf({ findings: [{ target }] }: PlannedImage): number {
  return target;
}
