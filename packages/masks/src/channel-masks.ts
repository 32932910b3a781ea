import { floatTensor, type Masks } from '@camscope/core';
import { Channels } from './channels.ts';
import { distinct, indices } from './distinct.ts';

export interface ChannelMasks {
  /** As of activation masks. */
  readonly most?: number;
}

/** One channel of the target layer's output at a time, one-hot [B,K,1,1]. The map is Σ weight · A^k. */
export function channelMasks({ most = Infinity }: ChannelMasks = {}): Masks {
  return {
    ofActivations: true,
    inputs: ({ activations: [channels] }) => ({ mask: { shape: [channels, 1, 1] } }),
    mask: ({ mask }) => mask,
    over: ({ activations }) => {
      const channels = new Channels(activations());
      const { count } = channels;
      return {
        ...distinct(count),
        order: channels.byDeviation(),
        taken: (budget) => Math.min(count, most, budget),
        constant: indices(count).filter((k) => channels.isConstant(k)).length,
        feeds: (chosen, scratch) => {
          const dims = [chosen.length, count, 1, 1];
          const data = scratch.take('float32', dims).fill(0);
          chosen.forEach((k, i) => (data[i * count + k] = 1));
          return { mask: floatTensor(data, dims) };
        },
        mass: (k) => channels.channel(k).reduce((sum, value) => sum + Math.abs(value), 0),
        maps: (chosen, weights) => channels.sums(chosen, weights),
      };
    },
    identity: (_, budget) => ['channels', Math.min(most, budget)],
  };
}
