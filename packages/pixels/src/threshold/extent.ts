import type { BlankReason } from '@camscope/core';
import { type Stretches, stretchesOf } from './stretches.ts';

/** The lowest and the highest of some values. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** Nothing when a value is not finite. */
export function extentOf(values: Float32Array): Extent | undefined {
  return extentOfStretches(stretchesOf(values));
}

/** The same of values whose stretches are known. */
export function extentOfStretches({ lows, highs }: Stretches): Extent | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < lows.length; i++) {
    low = Math.min(low, lows[i]);
    high = Math.max(high, highs[i]);
  }
  if (lows.length > 0 && !(low > -Infinity && high < Infinity)) return undefined;
  return { low: low + 0, high: high + 0 };
}

/** Why values say nothing: one is not finite, all are zero, all are the same; undefined when they say something. */
export function blankReason(extent: Extent | undefined): BlankReason | undefined {
  if (!extent) return 'not-finite';
  if (extent.low < extent.high) return undefined;
  return extent.high === 0 ? 'all-zero' : 'constant';
}
