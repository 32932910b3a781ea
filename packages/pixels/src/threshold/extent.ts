import { type BlankReason, CamscopeError, type Heatmap } from '@camscope/core';

/** The lowest and the highest of some values. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** Nothing when a value is not finite. */
export function extentOf(values: Float32Array): Extent | undefined {
  let low = Infinity;
  let high = -Infinity;
  let zero = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    zero += value - value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return zero === 0 ? { low, high } : undefined;
}

/** Why values say nothing: one is not finite, all are zero, all are the same; undefined when they say something. */
export function blankReason(extent: Extent | undefined): BlankReason | undefined {
  if (!extent) return 'not-finite';
  if (extent.low < extent.high) return undefined;
  return extent.high === 0 ? 'all-zero' : 'constant';
}

/**
 * The extent of a finished map that says something, else why it does not.
 * @throws CamscopeError INTERNAL for heat outside [0, 1].
 */
export function extentOfFinished(map: Heatmap): Extent | BlankReason {
  return finishedExtent(extentOf(map.data));
}

/**
 * An extent that is a finished map's, else why the map says nothing.
 * @throws CamscopeError INTERNAL for heat outside [0, 1].
 */
export function finishedExtent(extent: Extent | undefined): Extent | BlankReason {
  const blank = blankReason(extent);
  if (blank || !extent) return blank ?? 'not-finite';
  if (extent.low < 0 || extent.high > 1) {
    throw new CamscopeError('INTERNAL', 'Segmenters and filters take finished maps', {
      found: `Values from ${extent.low} to ${extent.high}`,
      fix: 'Normalise the map to [0, 1] first',
    });
  }
  return extent;
}
