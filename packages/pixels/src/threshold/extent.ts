import type { BlankReason } from '@camscope/core';
import { STRETCH, type Stretches, stretchesOf } from './stretches.ts';

/** The lowest and the highest of some values. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** Nothing when a value is not finite. */
export function extentOf(values: Float32Array): Extent | undefined {
  return extentOfStretches(stretchesOf(values, values.length));
}

/** The same of values whose stretches are known, with their lowest and highest. */
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

/** Nothing when a value is not finite. Values are looked at where their stretch may hold lower or higher ones than were seen. */
export function extentWithin(values: Float32Array, width: number, stretches: Stretches): Extent | undefined {
  const bounds = extentOfStretches(stretches);
  if (!bounds) return undefined;
  const { lows, highs } = stretches;
  const inRow = Math.ceil(width / STRETCH);
  let low = Infinity;
  let high = -Infinity;
  const lookAt = (stretch: number) => {
    const row = Math.floor(stretch / inRow);
    const start = row * width + (stretch - row * inRow) * STRETCH;
    const end = Math.min((row + 1) * width, start + STRETCH);
    for (let i = start; i < end; i++) {
      if (values[i] < low) low = values[i];
      if (values[i] > high) high = values[i];
    }
  };
  lookAt(lows.indexOf(bounds.low));
  lookAt(highs.indexOf(bounds.high));
  for (let i = 0; i < lows.length; i++) if (lows[i] < low || highs[i] > high) lookAt(i);
  return { low: low + 0, high: high + 0 };
}

/** Why values say nothing: one is not finite, all are zero, all are the same; undefined when they say something. */
export function blankReason(extent: Extent | undefined): BlankReason | undefined {
  if (!extent) return 'not-finite';
  if (extent.low < extent.high) return undefined;
  return extent.high === 0 ? 'all-zero' : 'constant';
}
