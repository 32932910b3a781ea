import { defineBaseline, floatTensor } from '@camscope/core';
import { z } from 'zod';
import { BoxesOfOthers, SIDES, type Edges } from '../boxes-of-others.ts';
import { nothingToGoBy } from '../claims.ts';

export const densityPeak = defineBaseline({
  id: 'density-peak',
  title: 'Density of boxes',
  short: 'DB',
  summary: "How often the other patients' boxes cover each place.",
  citation: 'own',
  series: 'prior',
  options: z.strictObject({
    grid: z.int().min(1).max(1024).default(128).describe('Cells along each side of the image'),
  }),
  over: (data, { grid }) => {
    const others = new BoxesOfOthers(data);
    const densities = new Map<string, Float32Array>();
    const densityOf = (label: string) => {
      let density = densities.get(label);
      if (!density)
        densities.set(label, (density = cover(others.all(label), new Float32Array(grid ** 2), 1)));
      return density;
    };
    return ({ sample, label }) => {
      if (others.others(sample, label).every(({ length }) => length === 0))
        return [{ claim: nothingToGoBy('map') }];
      const counts = cover(others.own(sample, label), densityOf(label).slice(), -1);
      return [{ claim: { is: 'map', raw: floatTensor(counts, [1, grid, grid]) } }];
    };

    /** Adds `weight` to the cells whose centres a box covers. */
    function cover(boxes: Edges, counts: Float32Array, weight: number): Float32Array {
      const cell = (edge: number) => Math.min(grid, Math.max(0, Math.ceil(edge * grid - 0.5)));
      for (let i = 0; i < boxes.length; i += SIDES) {
        const [left, top, right, bottom] = boxes.subarray(i, i + SIDES).map(cell);
        for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) counts[y * grid + x] += weight;
      }
      return counts;
    }
  },
});
