import { defineMetric, type Metric } from '@camscope/core';
import { annotatedPixels, NO_PIXEL, NO_PIXEL_OUTSIDE } from './annotated.ts';
import { rankingOf } from './ranking.ts';

/**
 * Area under the ROC curve of the heat as a score for annotated pixels: how often an annotated pixel is hotter than
 * another, ties counting half; 0.5 for a constant map. An annotation that covers no pixel, or every pixel, has no
 * value.
 */
export const pixelAurocMetric: Metric = defineMetric({
  id: 'pixel-auroc',
  title: 'AUROC of pixels',
  summary: 'Area under the ROC curve of the heat as a score for annotated pixels.',
  citation: {
    text:
      'Bylinskii, Judd, Oliva, Torralba, Durand: What do different evaluation metrics tell us about saliency ' +
      'models?, IEEE TPAMI 41(3):740-757, 2019',
    doi: '10.1109/TPAMI.2018.2815601',
  },
  needs: 'map',
  scoreDirection: 'higher',
  range: [0, 1],
  measure({ map, annotation }) {
    const annotated = annotatedPixels(annotation, map);
    if (annotated.area === 0) return NO_PIXEL;
    if (annotated.area === map.data.length) return NO_PIXEL_OUTSIDE;
    return { value: rankingOf(map, annotated).auroc };
  },
  chance: (annotation, frame) => (annotatedPixels(annotation, frame).area === 0 ? NO_PIXEL : { value: 0.5 }),
});
