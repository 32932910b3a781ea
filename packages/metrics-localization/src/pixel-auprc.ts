import { defineMetric, type Metric } from '@camscope/core';
import { annotatedPixels, annotatedShare, NO_PIXEL } from './annotated.ts';
import { rankingOf } from './ranking.ts';

/**
 * Average precision of the heat as a score for annotated pixels, without interpolation: scikit-learn's
 * `average_precision_score`. A constant map gets the annotated share; an empty annotation has no value.
 */
export const pixelAuprcMetric: Metric = defineMetric({
  id: 'pixel-auprc',
  title: 'AUPRC of pixels',
  summary: 'Average precision of the heat as a score for annotated pixels.',
  citation: {
    text:
      'Arun, Gaw, Singh et al.: Assessing the trustworthiness of saliency maps for localizing abnormalities in ' +
      'medical imaging, Radiology: Artificial Intelligence 3(6):e200267, 2021',
    doi: '10.1148/ryai.2021200267',
  },
  needs: 'map',
  scoreDirection: 'higher',
  range: [0, 1],
  measure({ map, annotation }) {
    const annotated = annotatedPixels(annotation, map);
    return annotated.area === 0 ? NO_PIXEL : { value: rankingOf(map, annotated).averagePrecision };
  },
  chance: annotatedShare,
});
