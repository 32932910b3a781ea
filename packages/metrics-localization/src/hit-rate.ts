import { defineMetric, type Mask } from '@camscope/core';
import { z } from 'zod';
import { annotatedPixels, annotatedShare, NO_PIXEL } from './annotated.ts';
import { summaryOf } from './map-summary.ts';

/**
 * The pointing game: 1 where the hottest pixel, the first in raster order of equal ones, is annotated or within the
 * tolerance of an annotated pixel, else 0. A constant map points nowhere: 0. An empty annotation has no value.
 */
export const hitRateMetric = defineMetric({
  id: 'hit-rate',
  title: 'Hit rate (pointing game)',
  summary: 'Whether the hottest pixel is annotated.',
  citation: {
    text: 'Zhang, Bargal, Lin, Brandt, Shen, Sclaroff: Top-down neural attention by excitation backprop, IJCV 126:1084-1102, 2018',
    doi: '10.1007/s11263-017-1059-x',
  },
  options: z.strictObject({
    tolerance: z
      .number()
      .min(0)
      .default(0)
      .describe(
        'Distance in pixels, between centres, at which a miss still counts as a hit; 15 in the paper',
      ),
  }),
  needs: 'map',
  scoreDirection: 'higher',
  range: [0, 1],
  measure({ map, annotation }, { tolerance }) {
    const { mask, area } = annotatedPixels(annotation, map);
    if (area === 0) return NO_PIXEL;
    const { highest, constant } = summaryOf(map);
    return { value: !constant && annotatedWithin(mask, highest, tolerance) ? 1 : 0 };
  },
  chance: annotatedShare,
});

/** Whether an annotated pixel's centre is no farther than the radius from that of the pixel with this index. */
function annotatedWithin({ width, height, data }: Mask, index: number, radius: number): boolean {
  const x = index % width;
  const y = (index - x) / width;
  const reach = Math.floor(radius);
  for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
    const aside = Math.floor(Math.sqrt(radius ** 2 - (row - y) ** 2));
    const from = row * width + Math.max(0, x - aside);
    const to = row * width + Math.min(width - 1, x + aside);
    for (let i = from; i <= to; i++) if (data[i]) return true;
  }
  return false;
}
