import { defineMetric, type Metric } from '@camscope/core';
import { annotatedPixels, annotatedShare, NO_PIXEL } from './annotated.ts';
import { rankingOf } from './ranking.ts';
import { CLEVR_XAI } from './sources.ts';

/**
 * Share of the K hottest pixels that are annotated, K being the number of annotated pixels. Pixels that tie for the
 * last places share them evenly, so a constant map gets the annotated share. An empty annotation has no value.
 */
export const rankAccuracyMetric: Metric = defineMetric({
  id: 'rank-accuracy',
  title: 'Rank accuracy',
  summary:
    'Of as many hottest pixels as are annotated, the share that is annotated (relevance rank accuracy).',
  citation: CLEVR_XAI,
  needs: 'map',
  scoreDirection: 'higher',
  range: [0, 1],
  measure({ map, annotation }) {
    const annotated = annotatedPixels(annotation, map);
    return annotated.area === 0 ? NO_PIXEL : { value: rankingOf(map, annotated).rankAccuracy };
  },
  chance: annotatedShare,
});
