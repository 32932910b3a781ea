import { defineBaseline, floatTensor } from '@camscope/core';
import { createRandom } from '@camscope/statistics';
import { z } from 'zod';

export const random = defineBaseline({
  id: 'random',
  title: 'Random map',
  short: 'RM',
  summary: 'Noise of 7 × 7 places, enlarged as the map of a network is.',
  citation: 'common',
  series: 'prior',
  role: 'control',
  options: z.strictObject({
    grid: z.int().min(2).max(1024).default(7).describe('Places along each side of the map'),
  }),
  over:
    (_, { grid }, { seed }) =>
    ({ sample, label }) => {
      const noise = createRandom((seed ^ hashOf(`${sample.id}\n${label}`)) >>> 0);
      const data = Float32Array.from({ length: grid ** 2 }, () => noise.real());
      return [{ claim: { is: 'map', raw: floatTensor(data, [1, grid, grid]) } }];
    },
});

/** FNV-1a, 32 bits: the same finding has the same noise in every run. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
