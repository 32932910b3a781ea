import { defineBaseline, floatTensor } from '@camscope/core';
import { z } from 'zod';
import { BoxesOfOthers, type Shares } from '../boxes-of-others.ts';
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
    const densities = new Map<string, Float64Array>();
    const densityOf = (label: string) => {
      let density = densities.get(label);
      if (!density)
        densities.set(label, (density = cover(others.all(label), new Float64Array(grid ** 2), 1)));
      return density;
    };
    return ({ sample, label }) => {
      if (others.boxes(sample, label).next().done) return [{ claim: nothingToGoBy('map') }];
      const counts = cover(others.own(sample, label), densityOf(label).slice(), -1);
      return [{ claim: { is: 'map', raw: floatTensor(new Float32Array(counts), [1, grid, grid]) } }];
    };

    /** Adds `weight` to the cells whose centres a box covers. */
    function cover(boxes: Iterable<Shares>, counts: Float64Array, weight: number): Float64Array {
      const cell = (edge: number) => Math.min(grid, Math.max(0, Math.ceil(edge * grid - 0.5)));
      for (const box of boxes)
        for (let y = cell(box.y0); y < cell(box.y1); y++)
          for (let x = cell(box.x0); x < cell(box.x1); x++) counts[y * grid + x] += weight;
      return counts;
    }
  },
});
