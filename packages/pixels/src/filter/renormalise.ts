import type { Heatmap } from '@camscope/core';
import { z } from 'zod';
import { normalisations, normalise } from '../finish/normalise.ts';
import { extentOf } from '../threshold/extent.ts';

/** What a filter does with its result, as an option. */
export const renormaliseOption = z
  .enum(normalisations)
  .default('none')
  .describe(
    'Afterwards: lowest to highest heat become 0 to 1, heat is divided by the highest, or nothing is done',
  );

/** Brings what a filter made of a finished map into [0, 1], in place; a map of one value becomes 0 by `min-max`. */
export function renormalised(map: Heatmap, how: z.output<typeof renormaliseOption>): Heatmap {
  const extent = extentOf(map.data);
  if (extent) normalise(map.data, extent, how);
  return map;
}
