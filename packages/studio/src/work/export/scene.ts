import type { Registry, Segmentation } from '@camscope/core';
import type { Scene } from '../api.ts';
import type { HeldMap } from '../explain.ts';
import type { HeldImage } from '../images.ts';
import type { HeldNetwork } from '../networks.ts';
import { segmentationOf } from '../regions.ts';

/** A map of the scene, with all that it was made of. */
export interface ShownMap {
  readonly held: HeldMap;
  readonly image: HeldImage;
  readonly network: HeldNetwork;
  /** Where the scene has a segmenter. */
  readonly segmentation?: Segmentation;
}

/** A scene whose maps have been looked up. */
export interface ShownScene extends Omit<Scene, 'maps'> {
  readonly maps: readonly ShownMap[];
  readonly registry: Registry;
}

/** With the regions of the scene's segmenter. @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID. */
export function segmentedMaps(
  { segmenter }: Scene,
  maps: readonly ShownMap[],
  registry: Registry,
): ShownMap[] {
  if (!segmenter) return [...maps];
  return maps.map((one) => ({ ...one, segmentation: segmentationOf(one.held, segmenter, registry) }));
}

/** `chest.grad-cam.Cardiomegaly`: the beginning of the names of a map's files. */
export function stemOf({ held, image }: ShownMap): string {
  const stem = image.name.replace(/^.*[/\\]/, '').replace(/\.[^.]+$/, '');
  return `${stem}.${held.method}.${held.label}`.replace(/[^\w.+-]+/g, '_');
}
