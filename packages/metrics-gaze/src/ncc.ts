import { defineMetric, type Metric } from '@camscope/core';
import { densityOf } from './looked.ts';
import { momentsOf } from './moments.ts';
import { CONSTANT, NO_DENSITY, NO_FIXATION } from './reasons.ts';
import { BYLINSKII } from './sources.ts';

/** Pearson's correlation of a map and of where the reader looked, pixel by pixel. */
export const nccMetric: Metric = defineMetric({
  id: 'ncc',
  title: 'Correlation with gaze (NCC)',
  alsoCalled: [{ name: 'CC', by: 'Bylinskii et al.' }],
  summary: 'Linear correlation of the map and the density of fixations.',
  citation: BYLINSKII,
  needs: 'map',
  truth: 'fixations',
  scoreDirection: 'higher',
  range: [-1, 1],
  measure({ map, annotation }) {
    if (!annotation.fixations?.length) return NO_FIXATION;
    const density = densityOf(annotation, map);
    const [of, by] = [momentsOf(map.data), momentsOf(density.data)];
    if (of.deviation === 0) return CONSTANT;
    if (by.deviation === 0) return NO_DENSITY;
    let products = 0;
    for (let i = 0; i < map.data.length; i++)
      products += (map.data[i] - of.mean) * (density.data[i] - by.mean);
    const value = products / map.data.length / (of.deviation * by.deviation);
    return { value: Math.max(-1, Math.min(1, value)) };
  },
  chance: () => ({ value: 0 }),
});
