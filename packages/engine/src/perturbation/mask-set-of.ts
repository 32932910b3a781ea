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

/**
 * What tells the masks that are taken of an image from others, whatever they are weighed by.
 * @param budget the most that are taken.
 */
export function identityOf(masks: Masks, [height, width]: ImageFacts['size'], budget: number): unknown {
  switch (masks.kind) {
    case 'activations':
      return [masks.kind, masks.constant, Math.min(masks.most ?? Infinity, budget)];
    case 'channels':
      return [masks.kind, Math.min(masks.most ?? Infinity, budget)];
    case 'places': {
      const { radius, at } = masks.spread;
      const offsets = Array.from({ length: 2 * radius + 1 }, (_, i) => i - radius);
      return [masks.kind, offsets.map((row) => offsets.map((column) => at(row, column)))];
    }
    case 'composed':
      return [masks.kind, masks.recipe, Math.min(masks.over(height, width).count, budget)];
  }
}
