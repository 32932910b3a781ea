import type { BlankReason } from '@camscope/core';

/** The lowest and the highest of some values. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** Keys of the infinities, see `keyOf`. */
const INFINITY = 0x7f800000;
const MINUS_INFINITY = ~INFINITY;

/** Nothing when a value is not finite. */
export function extentOf(values: Float32Array): Extent | undefined {
  if (values.length === 0) return { low: Infinity, high: -Infinity };
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  let low = keyOf(bits[0]);
  let high = low;
  // Every other value on its own: minima wait for the minimum before them.
  let low2 = low;
  let high2 = low;
  for (let i = bits.length & 1; i < bits.length; i += 2) {
    const key = keyOf(bits[i]);
    const key2 = keyOf(bits[i + 1]);
    low = Math.min(low, key);
    high = Math.max(high, key);
    low2 = Math.min(low2, key2);
    high2 = Math.max(high2, key2);
  }
  low = Math.min(low, low2);
  high = Math.max(high, high2);
  return low > MINUS_INFINITY && high < INFINITY ? { low: valueOf(low), high: valueOf(high) } : undefined;
}

/** Why values say nothing: one is not finite, all are zero, all are the same; undefined when they say something. */
export function blankReason(extent: Extent | undefined): BlankReason | undefined {
  if (!extent) return 'not-finite';
  if (extent.low < extent.high) return undefined;
  return extent.high === 0 ? 'all-zero' : 'constant';
}

/** Float32 bits as an integer that grows with the value; NaN is beyond the infinities. */
function keyOf(bits: number): number {
  return bits ^ ((bits >> 31) & 0x7fffffff);
}

/** Of −0 it is 0. */
function valueOf(key: number): number {
  return new Float32Array(Int32Array.of(keyOf(key)).buffer)[0] + 0;
}
