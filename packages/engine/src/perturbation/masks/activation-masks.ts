import { floatTensor, itemOf, type ActivationMasks } from '@camscope/core';
import { NAMES } from '@camscope/onnx';
import type { Channels } from './channels.ts';
import { indices, type MaskSet } from './mask-set.ts';

/** Every channel is a mask. Constant channels are alike: brought to [0, 1], each is a mask of zeros. */
export function activationMasks(masks: ActivationMasks, channels: Channels): MaskSet {
  const { count, height, width } = channels;
  const isConstant = indices(count).map((k) => channels.isConstant(k));
  const firstConstant = isConstant.indexOf(true);
  const firstEqual = channels.firstEqual();
  const added =
    masks.adds === 'activations' ? undefined : normalised(channels, masks.adds.normalised.epsilon);
  const valuesOf = added ?? ((k: number) => channels.channel(k));
  return {
    count,
    order: channels.byDeviation().filter((k) => masks.constant === 'take' || !isConstant[k]),
    most: masks.most ?? count,
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
      return { [NAMES.mask]: mask };
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
