import { defineMetric, type Metric } from '@camscope/core';
import { annotatedPixels, annotatedShare, NO_PIXEL } from './annotated.ts';
import { heatShare } from './heat-share.ts';
import { CLEVR_XAI } from './sources.ts';

/** Share of the heat on annotated pixels. A map without heat counts as 0; an empty annotation has no value. */
export const massAccuracyMetric: Metric = defineMetric({
  id: 'mass-accuracy',
  title: 'Mass accuracy',
  summary: "Share of the map's heat on annotated pixels (relevance mass accuracy).",
  citation: CLEVR_XAI,
  needs: 'map',
  scoreDirection: 'higher',
  range: [0, 1],
  share: 'heat',
  measure({ map, annotation }) {
    const annotated = annotatedPixels(annotation, map);
    return annotated.area === 0 ? NO_PIXEL : { value: heatShare(map, annotated) };
  },
  chance: annotatedShare,
});
