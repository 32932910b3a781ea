import { defineMetric, type Metric } from '@camscope/core';
import { annotatedPixels, NO_PIXEL, shareOf } from './annotated.ts';
import { heatShare } from './heat-share.ts';

/**
 * The energy-based pointing game: share of the heat on pixels whose centres are inside annotated boxes. A map without
 * heat counts as 0; an empty annotation has no value.
 */
export const energyInBoxMetric: Metric = defineMetric({
  id: 'energy-in-box',
  title: 'Energy in boxes',
  summary: "Share of the map's heat inside the annotated boxes (energy-based pointing game).",
  citation: {
    text: 'Wang, Wang, Du, Yang, Zhang, Ding, Mardziel, Hu: Score-CAM, CVPR Workshops 2020',
    doi: '10.1109/CVPRW50498.2020.00020',
  },
  needs: 'map',
  scoreDirection: 'higher',
  range: [0, 1],
  share: 'heat',
  measure({ map, annotation }) {
    const annotated = annotatedPixels(annotation, map, 'boxes');
    return annotated.area === 0 ? NO_PIXEL : { value: heatShare(map, annotated) };
  },
  chance: (annotation, frame) => shareOf(annotatedPixels(annotation, frame, 'boxes')),
});
