import { defineMetric, type Mask } from '@camscope/core';
import { z } from 'zod';
import { annotatedPixels, NO_PIXEL } from './annotated.ts';
import { hottestOf } from './hottest.ts';

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
  share: 'hits',
  measure({ map, annotation }, { tolerance }) {
    const { mask, area } = annotatedPixels(annotation, map);
    if (area === 0) return NO_PIXEL;
    const hottest = hottestOf(map);
    return { value: hottest !== undefined && annotatedWithin(mask, hottest, tolerance) ? 1 : 0 };
  },
  chance(annotation, frame, { tolerance }) {
    const { mask, area } = annotatedPixels(annotation, frame);
    return area === 0 ? NO_PIXEL : { value: pixelsWithin(mask, tolerance) / mask.data.length };
  },
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

/** How many pixels have an annotated one within the radius: each run of a row, widened, in the rows that it reaches. */
function pixelsWithin({ width, height, data }: Mask, radius: number): number {
  const reach = Math.floor(radius);
  // How many widened runs begin, less how many end, at each pixel of each row.
  const edges = new Int32Array((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!data[y * width + x]) continue;
      const start = x;
      while (x < width && data[y * width + x]) x++;
      for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
        const aside = Math.floor(Math.sqrt(radius ** 2 - (row - y) ** 2));
        edges[row * (width + 1) + Math.max(0, start - aside)]++;
        edges[row * (width + 1) + Math.min(width, x + aside)]--;
      }
    }
  }
  let count = 0;
  for (let row = 0; row < height; row++) {
    for (let x = 0, open = 0; x < width; x++) {
      open += edges[row * (width + 1) + x];
      if (open > 0) count++;
    }
  }
  return count;
}
