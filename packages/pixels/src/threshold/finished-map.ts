import { type BlankReason, CamscopeError, type Heatmap } from '@camscope/core';
import { blankReason, type Extent, extentOfStretches } from './extent.ts';
import { type Histogram, countLevels, type Rounding, valueHistogram } from './histogram.ts';
import { type Stretches, stretchesOf } from './stretches.ts';

/** What was found in finished maps, once for all that ask: their values change no more. */
const known = new WeakMap<Heatmap, Findings>();

interface Findings {
  readonly stretches: Stretches;
  readonly extent: Extent | undefined;
  readonly levels: Partial<Record<Rounding, Uint32Array>>;
  histogram?: Histogram;
}

/** Tells the stretches and the extent of a finished map, so that nobody has to look. */
export function rememberStretches(map: Heatmap, stretches: Stretches, extent: Extent | undefined): Findings {
  const findings = { stretches, extent, levels: {} };
  known.set(map, findings);
  return findings;
}

/** Between what values the stretches of a finished map lie. */
export function stretchesOfFinished(map: Heatmap): Stretches {
  return findingsOf(map).stretches;
}

/** The highest heat of a finished map, be it the only one. */
export function highestOf(map: Heatmap): number {
  return findingsOf(map).extent?.high ?? 0;
}

/**
 * The extent of a finished map that says something, else why it does not.
 * @throws CamscopeError INTERNAL for heat outside [0, 1].
 */
export function extentOfFinished(map: Heatmap): Extent | BlankReason {
  const { extent } = findingsOf(map);
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

/**
 * The heat of a finished map in 256 bins from the lowest to the highest, or why the map says nothing.
 * @throws CamscopeError INTERNAL for heat outside [0, 1].
 */
export function heatHistogram(map: Heatmap): Histogram | BlankReason {
  const extent = extentOfFinished(map);
  if (typeof extent === 'string') return extent;
  return (findingsOf(map).histogram ??= valueHistogram(map.data, extent));
}

/**
 * How much heat of a finished map is at each of 256 levels, or why the map says nothing.
 * @throws CamscopeError INTERNAL for heat outside [0, 1].
 */
export function levelCounts(map: Heatmap, rounding: Rounding): Uint32Array | BlankReason {
  const extent = extentOfFinished(map);
  if (typeof extent === 'string') return extent;
  return (findingsOf(map).levels[rounding] ??= countLevels(map.data, rounding));
}

function findingsOf(map: Heatmap): Findings {
  const found = known.get(map);
  if (found) return found;
  const stretches = stretchesOf(map.data, map.width);
  return rememberStretches(map, stretches, extentOfStretches(stretches));
}
