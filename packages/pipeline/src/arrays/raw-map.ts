import type { FloatTensor } from '@camscope/core';
import { decodeNpy, encodeNpy } from './npy.ts';

/** A raw map, float32 [1,h,w] or [C,H,W], as the bytes of its .npy file, where one channel has two axes. */
export function encodeMap(raw: FloatTensor): Uint8Array {
  const [channels, ...plane] = raw.dims;
  return encodeNpy(channels === 1 ? { ...raw, dims: plane } : raw);
}

/**
 * The raw map, float32 [1,h,w] or [C,H,W], in a .npy file.
 * @throws CamscopeError DATA_INVALID.
 */
export function decodeMap(bytes: Uint8Array, name: string): FloatTensor {
  const array = decodeNpy(bytes, name);
  return array.dims.length === 2 ? { ...array, dims: [1, ...array.dims] } : array;
}
