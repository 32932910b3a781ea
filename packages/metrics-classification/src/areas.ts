import { defineClassificationMetric } from '@camscope/core';
import { auroc, averagePrecision, delong } from '@camscope/statistics';
import { z } from 'zod';

/** Interval by DeLong's method: none where a class has one case alone, or the classes are parted without error. */
export const aurocMetric = defineClassificationMetric({
  id: 'auroc',
  title: 'AUROC',
  summary:
    'Area under the ROC curve: how often a case with the finding gets a higher probability than one without; ties count half.',
  citation: {
    text: 'Hanley, McNeil: The meaning and use of the area under a receiver operating characteristic (ROC) curve, Radiology 143(1), 1982',
    doi: '10.1148/radiology.143.1.7063747',
  },
  options: z.strictObject({
    interval: z
      .enum(['none', 'logit'])
      .default('none')
      .describe(
        "Scale on which DeLong's interval is symmetrical: of the area, cut off at 0 and 1, or its logit",
      ),
  }),
  scoreDirection: 'higher',
  range: [0, 1],
  measure: ({ truths, probabilities }) => auroc(truths, probabilities),
  interval({ truths, probabilities }, level, { interval }) {
    const { low, high } = delong(truths, probabilities, { level, transform: interval });
    return low === null || high === null ? undefined : [low, high];
  },
});

export const auprcMetric = defineClassificationMetric({
  id: 'auprc',
  title: 'AUPRC',
  summary: "Area under the precision-recall curve in steps: scikit-learn's average precision.",
  citation: {
    text: 'Davis, Goadrich: The relationship between precision-recall and ROC curves, ICML 2006',
    doi: '10.1145/1143844.1143874',
  },
  scoreDirection: 'higher',
  range: [0, 1],
  measure: ({ truths, probabilities }) => averagePrecision(truths, probabilities),
});
