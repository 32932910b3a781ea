import { defineClassificationMetric } from '@camscope/core';
import { brier, calibrationError } from '@camscope/statistics';
import { z } from 'zod';

export const brierMetric = defineClassificationMetric({
  id: 'brier',
  title: 'Brier score',
  summary: 'The mean squared difference of probability and truth.',
  citation: {
    text: 'Brier: Verification of forecasts expressed in terms of probability, Monthly Weather Review 78(1), 1950',
    doi: '10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2',
  },
  scoreDirection: 'lower',
  range: [0, 1],
  measure: ({ truths, probabilities }) => brier(truths, probabilities),
});

export const calibrationErrorMetric = defineClassificationMetric({
  id: 'calibration-error',
  title: 'Expected calibration error',
  summary:
    'How far probabilities are from the share of cases that have the finding, averaged over bins of probability by their cases.',
  citation: {
    text: 'Naeini, Cooper, Hauskrecht: Obtaining well calibrated probabilities using Bayesian binning, AAAI 2015',
    doi: '10.1609/aaai.v29i1.9602',
  },
  options: z.strictObject({
    bins: z.int().min(1).max(1000).default(10).describe('Number of bins'),
    binning: z
      .enum(['uniform', 'quantile'])
      .default('uniform')
      .describe('Bins of equal width, or with about equally many cases'),
  }),
  scoreDirection: 'lower',
  range: [0, 1],
  measure: ({ truths, probabilities }, options) => calibrationError(truths, probabilities, options),
});
