import { floatTensor, itemOf, type MaskSet, type Masks } from '@camscope/core';
import { Channels } from './channels.ts';
import { indices } from './distinct.ts';

export interface ActivationMasks {
  /** The most to take, those of largest standard deviation over places first (ties: lowest index); all by default. */
  readonly most?: number;
  /** Constant channels: left out, or taken, at the cost of one pass for all of them. */
  readonly constant: 'skip' | 'take';
  /** What the map adds up: the channels as they are, or each brought to [0, 1] over (max − min + epsilon). */
  readonly adds: 'activations' | { readonly normalised: { readonly epsilon: number } };
}

/** Each channel of the target layer's output, [B,1,h,w]. The map is Σ weight · A^k at the layer's resolution. */
export function activationMasks(given: ActivationMasks): Masks {
  const { most = Infinity, constant } = given;
  return {
    ofActivations: true,
    inputs: ({ activations: [, height, width] }) => ({ mask: { shape: [1, height, width] } }),
    mask: ({ mask }) => mask,
    over: ({ activations }) => setOf(given, new Channels(activations())),
    identity: (_, budget) => ['activations', constant, Math.min(most, budget)],
  };
}

/** Constant channels are alike: brought to [0, 1], each is a mask of zeros. */
function setOf({ most = Infinity, constant, adds }: ActivationMasks, channels: Channels): MaskSet {
  const { count, height, width } = channels;
  const isConstant = indices(count).map((k) => channels.isConstant(k));
  const firstConstant = isConstant.indexOf(true);
  const firstEqual = channels.firstEqual();
  const added = adds === 'activations' ? undefined : normalised(channels, adds.normalised.epsilon);
  const valuesOf = added ?? ((k: number) => channels.channel(k));
  return {
    count,
    order: channels.byDeviation().filter((k) => constant === 'take' || !isConstant[k]),
    taken: (budget) => Math.min(count, most, budget),
    constant: isConstant.filter(Boolean).length,
    duplicates: indices(count).filter((k) => !isConstant[k] && firstEqual[k] !== k).length,
    rowOf: (k) => (isConstant[k] ? firstConstant : firstEqual[k]),
    feeds: (chosen, scratch) => {
      const dims = [chosen.length, 1, height, width];
      const mask = floatTensor(scratch.take('float32', dims), dims);
      chosen.forEach((k, i) => {
        if (isConstant[k]) itemOf(mask, i).data.fill(0);
        else itemOf(mask, i).data.set(channels.channel(k));
      });
      return { mask };
    },
    mass: (k) => valuesOf(k).reduce((sum: number, value: number) => sum + Math.abs(value), 0),
    maps: (chosen, weights) => channels.sums(chosen, weights, added),
  };
}

/** Channels brought to [0, 1], in float32 as the masks are. */
function normalised(channels: Channels, epsilon: number): (k: number) => Float32Array {
  return (k) => {
    const channel = channels.channel(k);
    const low = channel.reduce((a, b) => Math.min(a, b), Infinity);
    const range = channel.reduce((a, b) => Math.max(a, b), -Infinity) - low + epsilon;
    return range === 0 ? new Float32Array(channel.length) : channel.map((value) => (value - low) / range);
  };
}
