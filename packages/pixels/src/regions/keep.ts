import type { Heatmap } from '@camscope/core';
import { z } from 'zod';
import { heatOfComponents, rankRegions, type RankedRegion } from './rank.ts';
import type { ConnectedSpans } from './connect.ts';

/** Which connected components become regions, as options of a segmenter. */
export const regionOptions = {
  connectivity: z
    .literal([4, 8])
    .default(8)
    .describe('Neighbours of a pixel: by edges (4), or by edges and corners (8)'),
  select: z
    .enum(['largest', 'hottest', 'peak', 'mass'])
    .default('largest')
    .describe('Ranks regions by pixels, by mean heat, by highest heat or by sum of heat'),
  regions: z
    .union([z.literal('all'), z.int().min(1)])
    .default('all')
    .describe('How many regions to report, best first: all, or at most so many'),
  minArea: z.int().min(0).default(1).describe('Regions of fewer pixels are dropped'),
  minShare: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe("Regions of less than this share of the image's pixels are dropped"),
};
export type RegionOptions = z.output<z.ZodObject<typeof regionOptions>>;

/** The regions that the options keep of the components of a cut map, best first. */
export function keepRegions(
  connected: ConnectedSpans,
  map: Heatmap,
  { select, regions, minArea, minShare }: RegionOptions,
): RankedRegion[] {
  const least = Math.max(minArea, minShare * map.width * map.height);
  const ranked = rankRegions(connected, heatOfComponents(connected, map), ({ area }, { sum, highest }) => {
    if (select === 'largest') return area;
    if (select === 'mass') return sum;
    return select === 'hottest' ? sum / area : highest;
  });
  return ranked
    .filter(({ region }) => region.area >= least)
    .slice(0, regions === 'all' ? undefined : regions);
}
