import { defineMetric, type Metric } from '@camscope/core';
import { heatAtFixations } from './looked.ts';
import { momentsOf } from './moments.ts';
import { CONSTANT, NO_FIXATION } from './reasons.ts';
import { PETERS } from './sources.ts';

/** The mean heat at fixations, in standard deviations of the map above its mean. Each fixation counts once, however long. */
export const nssMetric: Metric = defineMetric({
  id: 'nss',
  title: 'Normalised scanpath saliency (NSS)',
  summary: "The map's heat at fixations, in its standard deviations above its mean.",
  citation: PETERS,
  needs: 'map',
  truth: 'fixations',
  scoreDirection: 'higher',
  range: [-Infinity, Infinity],
  measure({ map, annotation }) {
    if (!annotation.fixations?.length) return NO_FIXATION;
    const { mean, deviation } = momentsOf(map.data);
    if (deviation === 0) return CONSTANT;
    const heats = heatAtFixations(annotation, map);
    return { value: heats.reduce((sum, heat) => sum + (heat - mean) / deviation, 0) / heats.length };
  },
  chance: () => ({ value: 0 }),
});
