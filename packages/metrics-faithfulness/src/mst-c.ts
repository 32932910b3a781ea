import { defineFaithfulness, type Heatmap } from '@camscope/core';
import { quantile } from '@camscope/statistics';
import { z } from 'zod';
import { hullArea, type Points } from './points.ts';
import { forestLength } from './spanning-tree.ts';

/** How small the area and how cohesive the clusters of the hottest pixels are: their spanning tree and their convex hull. */
export const mstCompactness = defineFaithfulness({
  id: 'mst-c',
  title: 'MST compactness',
  summary: 'How small an area the hottest pixels span, and how short a tree joins them.',
  citation: {
    text: 'Mesgari, Ma, Samek, Lapuschkin, Weber: Structural compactness as a complementary criterion for explanation quality, 2026',
    arxiv: '2603.29491',
  },
  options: z.strictObject({
    percentile: z
      .number()
      .min(0)
      .lt(100)
      .default(80)
      .describe('Pixels count whose heat is at least this percentile of the map'),
    neighbours: z
      .int()
      .min(1)
      .default(20)
      .describe(
        'Each pixel may be joined to this many of its nearest, and to all that are as far as the last of them',
      ),
  }),
  scoreDirection: 'higher',
  range: [0, Infinity],
  async evaluate({ map }, { percentile, neighbours }) {
    const points = hottest(map, percentile / 100);
    const count = points.length / 2;
    if (count < 2) return { value: null, reason: 'Fewer than two pixels are hot' };
    const diagonal = Math.hypot(map.width, map.height);
    const spread = Math.sqrt(hullArea(points)) || diagonal;
    const cohesion = count / forestLength(points, map, neighbours);
    return { value: (100 * diagonal * cohesion) / spread };
  },
});

/** Without those that have no heat, whatever the percentile. */
function hottest({ width, data }: Heatmap, share: number): Points {
  const cutoff = quantile(Float64Array.from(data).sort(), share);
  const points: number[] = [];
  for (let i = 0; i < data.length; i++)
    if (data[i] >= cutoff && data[i] > 0) points.push(i % width, Math.floor(i / width));
  return Int32Array.from(points);
}
