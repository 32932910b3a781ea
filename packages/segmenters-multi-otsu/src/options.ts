import { type ColourMapName, colourMapNames, roundings } from '@camscope/pixels';
import { z } from 'zod';
import { redLevels } from './red.ts';

export const options = z
  .strictObject({
    classes: z.int().min(2).max(5).default(3).describe('Number of classes; regions are the highest one'),
    source: z
      .enum(['intensity', 'luma', 'float'])
      .default('intensity')
      .describe(
        'Grey values: heat × 255 in 8 bits; luma of the coloured map in 8 bits; heat as it is, in 256 bins',
      ),
    rounding: z
      .enum(roundings)
      .default('nearest')
      .describe('How heat × 255 becomes one of 256 levels; halves go up'),
    colourMap: z.enum(colourMapNames).default('jet').describe('Colours the map for luma and for red pixels'),
    redTolerance: z.number().min(0).max(180).default(30).describe('Red is a hue within so many degrees of 0'),
    connectivity: z
      .literal([4, 8])
      .default(8)
      .describe('Neighbours of a pixel: by edges (4), or by edges and corners (8)'),
    select: z
      .enum(['most-red', 'largest', 'hottest'])
      .default('most-red')
      .describe('Ranks regions by red pixels, by pixels or by mean heat'),
    boxes: z.enum(['single', 'all']).default('single').describe('Report the best region, or all, best first'),
  })
  .refine(({ select, colourMap, redTolerance }) => select !== 'most-red' || hasRed(colourMap, redTolerance), {
    error: ({ input }) => {
      const { colourMap, redTolerance } = input as { colourMap: string; redTolerance: number };
      return (
        `no colour of '${colourMap}' has a hue within ${redTolerance}° of red: ` +
        "take another colourMap, a larger redTolerance, or select 'largest' or 'hottest'"
      );
    },
  });

export type MultiOtsuOptions = z.output<typeof options>;

function hasRed(colourMap: ColourMapName, tolerance: number): boolean {
  return redLevels(colourMap, tolerance).includes(1);
}
