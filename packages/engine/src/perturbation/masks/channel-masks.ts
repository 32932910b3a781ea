import { floatTensor, type ChannelMasks } from '@camscope/core';
import { NAMES } from '@camscope/onnx';
import type { Channels } from './channels.ts';
import { distinct, indices, type MaskSet } from './mask-set.ts';

/** One channel at a time. */
export function channelMasks(masks: ChannelMasks, channels: Channels): MaskSet {
  const { count } = channels;
  return {
    ...distinct,
    count,
    order: channels.byDeviation(),
    most: masks.most ?? count,
    constant: indices(count).filter((k) => channels.isConstant(k)).length,
    feeds: (chosen, scratch) => {
      const dims = [chosen.length, count, 1, 1];
      const data = scratch.take('float32', dims).fill(0);
      chosen.forEach((k, i) => (data[i * count + k] = 1));
      return { [NAMES.mask]: floatTensor(data, dims) };
    },
    mass: (k) => channels.channel(k).reduce((sum, value) => sum + Math.abs(value), 0),
    maps: (chosen, weights) => channels.sums(chosen, weights),
  };
}
