import type { FloatTensor, Masks } from '@camscope/core';
import { activationMasks } from './masks/activation-masks.ts';
import { channelMasks } from './masks/channel-masks.ts';
import { Channels } from './masks/channels.ts';
import { composedMasks } from './masks/composed-masks.ts';
import type { MaskSet } from './masks/mask-set.ts';
import { placeMasks } from './masks/place-masks.ts';

export interface ImageFacts {
  /** Height and width of the image. */
  readonly size: readonly [number, number];
  /** The target layer's output, float32 [K,h,w]; asked for by masks that depend on it. */
  activations(): FloatTensor;
}

/** The masks of one image. */
export function maskSetOf(masks: Masks, { size, activations }: ImageFacts): MaskSet {
  switch (masks.kind) {
    case 'activations':
      return activationMasks(masks, new Channels(activations()));
    case 'channels':
      return channelMasks(masks, new Channels(activations()));
    case 'places': {
      const [, height, width] = activations().dims;
      return placeMasks(masks, [height, width]);
    }
    case 'composed':
      return composedMasks(masks, size);
  }
}

/** What tells masks of one kind from others, however many of them are taken and whatever they are weighed by. */
export function identityOf(masks: Masks): unknown {
  if (masks.kind === 'composed') return [masks.kind, masks.recipe];
  if (masks.kind !== 'places') return [masks.kind];
  const { radius, at } = masks.spread;
  const offsets = Array.from({ length: 2 * radius + 1 }, (_, i) => i - radius);
  return [masks.kind, offsets.map((row) => offsets.map((column) => at(row, column)))];
}
