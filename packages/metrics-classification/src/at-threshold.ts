import { defineClassificationMetric } from '@camscope/core';
import {
  accuracy,
  type Confusion,
  confusion,
  f1,
  type Result,
  sensitivity,
  specificity,
} from '@camscope/statistics';
import { z } from 'zod';

const options = z.strictObject({
  threshold: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.5)
    .describe('A finding is called present from this probability on'),
});

export const accuracyMetric = atThreshold(
  { id: 'accuracy', title: 'Accuracy', summary: 'The share of cases that are called right.' },
  accuracy,
);

export const f1Metric = atThreshold(
  { id: 'f1', title: 'F1', summary: 'The harmonic mean of precision and sensitivity.' },
  f1,
);

export const sensitivityMetric = atThreshold(
  {
    id: 'sensitivity',
    title: 'Sensitivity',
    summary: 'The share of cases with the finding that are called so: recall.',
  },
  sensitivity,
);

export const specificityMetric = atThreshold(
  {
    id: 'specificity',
    title: 'Specificity',
    summary: 'The share of cases without the finding that are called so.',
  },
  specificity,
);

function atThreshold(
  names: { readonly id: string; readonly title: string; readonly summary: string },
  from: (counts: Confusion) => Result,
) {
  return defineClassificationMetric({
    ...names,
    citation: 'common',
    options,
    scoreDirection: 'higher',
    range: [0, 1],
    measure: ({ truths, probabilities }, { threshold }) => from(confusion(truths, probabilities, threshold)),
  });
}
