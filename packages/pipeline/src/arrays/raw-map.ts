import type { FloatTensor } from '@camscope/core';

/** A raw map, float32 [1,h,w] or [C,H,W], as it is written: one channel has two axes. */
export function withoutChannel(raw: FloatTensor): FloatTensor {
  const [channels, ...plane] = raw.dims;
  return channels === 1 ? { ...raw, dims: plane } : raw;
}

/** A raw map, float32 [1,h,w] or [C,H,W], out of an array as it is written. */
export function withChannel(array: FloatTensor): FloatTensor {
  return array.dims.length === 2 ? { ...array, dims: [1, ...array.dims] } : array;
}
