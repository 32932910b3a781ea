import {
  CamscopeError,
  requireFinite,
  type BlankReason,
  type Box,
  type Explainer,
  type FloatTensor,
  type Heatmap,
} from '@camscope/core';
import { finishMap, wholeOf, type Size } from '@camscope/pixels';
import type { Chosen } from '../chosen.ts';
import type { FilterRasters } from './filter-rasters.ts';
import { heatmapOf } from './heatmap-of.ts';
import type { MapOptions } from './map-options.ts';

/** A map as a method gave it, and all that is needed to make a heatmap of it. Plain data. */
export interface UnfinishedMap {
  /** float32 [1,h,w] or [C,H,W]. */
  readonly raw: FloatTensor;
  readonly gives?: Explainer['gives'];
  /** What it spans, in pixels of the frame. */
  readonly region: Box;
  readonly how: MapOptions;
}

export interface FinishedMap {
  /** At the size of the frame, values in [0, 1]. */
  readonly map: Heatmap;
  readonly blank?: BlankReason;
}

/**
 * Finishes a raw map at the size of the frame.
 * @throws CamscopeError NOT_FINITE for one with NaN or infinity; EXPRESSION_INVALID for one at a layer with several channels.
 */
export function finish({ raw, gives, region, how }: UnfinishedMap, frame: Size): FinishedMap {
  requireFinite(raw.data, 'The values of the map', 'Check the method, or the weights of the network');
  const finished = finishMap(heatmapOf(raw, gives, how.reduce), { frame, region }, how);
  if (finished.blank !== 'not-finite') return finished;
  throw new CamscopeError('NOT_FINITE', 'The map is too large in numbers', {
    found: 'Its values are finite as the method gave them, and no more once they are enlarged',
  });
}

/** The same over all that the network sees, of that size. */
export function finishOverInput({ raw, gives, how }: Omit<UnfinishedMap, 'region'>, size: Size): FinishedMap {
  return finish({ raw, gives, how, region: wholeOf(size) }, size);
}

/** Filters a finished map, one filter after the other. A blank one is not filtered. */
export function filtered(
  finished: FinishedMap,
  filters: readonly Chosen<'filter'>[],
  rasters: FilterRasters,
): FinishedMap {
  if (finished.blank) return finished;
  return {
    map: filters.reduce(
      (before, { contribution, options }, i) => contribution.filter(before, options, rasters[i]),
      finished.map,
    ),
  };
}
