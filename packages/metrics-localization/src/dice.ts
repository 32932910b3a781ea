import { defineMetric } from '@camscope/core';
import { NO_PIXEL } from './annotated.ts';
import { pixelCounts, pixelOptions } from './pixel-counts.ts';

/** Dice coefficient of predicted and annotated pixels. An empty prediction counts as 0; an empty annotation has no value. */
export const diceMetric = defineMetric({
  id: 'dice',
  title: 'Dice coefficient',
  summary: 'Twice the common pixels over the sum of the predicted and the annotated ones.',
  citation: {
    text: 'Dice: Measures of the amount of ecologic association between species, Ecology 26(3):297-302, 1945',
    doi: '10.2307/1932409',
  },
  options: pixelOptions,
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  measure(input, options) {
    const { both, predicted, annotated } = pixelCounts(input, options);
    return annotated === 0 ? NO_PIXEL : { value: (2 * both) / (predicted + annotated) };
  },
});
