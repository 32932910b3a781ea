import { definePlugin } from '@camscope/core';
import { iobbAccuracyMetric, iouAccuracyMetric } from './accuracy.ts';
import { averagePrecisionMetric } from './average-precision.ts';
import { boxIouMetric } from './box-iou.ts';
import { diceMetric } from './dice.ts';
import { energyInBoxMetric } from './energy-in-box.ts';
import { falsePositivesMetric } from './false-positives.ts';
import { frocMetric } from './froc.ts';
import { hitRateMetric } from './hit-rate.ts';
import { iobbMetric } from './iobb.ts';
import { maskIouMetric } from './mask-iou.ts';
import { massAccuracyMetric } from './mass-accuracy.ts';
import { matchedBoxIouMetric } from './matched-box-iou.ts';
import { maxBoxAccuracyMetric } from './max-box-accuracy.ts';
import { pixelAuprcMetric } from './pixel-auprc.ts';
import { pixelAurocMetric } from './pixel-auroc.ts';
import { pixelPrecisionMetric } from './pixel-precision.ts';
import { pixelRecallMetric } from './pixel-recall.ts';
import { pixelSpecificityMetric } from './pixel-specificity.ts';
import { rankAccuracyMetric } from './rank-accuracy.ts';

export {
  averagePrecisionMetric,
  boxIouMetric,
  diceMetric,
  energyInBoxMetric,
  falsePositivesMetric,
  frocMetric,
  hitRateMetric,
  iobbAccuracyMetric,
  iobbMetric,
  iouAccuracyMetric,
  maskIouMetric,
  massAccuracyMetric,
  matchedBoxIouMetric,
  maxBoxAccuracyMetric,
  pixelAuprcMetric,
  pixelAurocMetric,
  pixelPrecisionMetric,
  pixelRecallMetric,
  pixelSpecificityMetric,
  rankAccuracyMetric,
};

export default definePlugin({
  name: '@camscope/metrics-localization',
  apiVersion: 1,
  contributes: [
    boxIouMetric,
    matchedBoxIouMetric,
    iobbMetric,
    iouAccuracyMetric,
    iobbAccuracyMetric,
    falsePositivesMetric,
    averagePrecisionMetric,
    frocMetric,
    maxBoxAccuracyMetric,
    maskIouMetric,
    diceMetric,
    pixelPrecisionMetric,
    pixelRecallMetric,
    pixelSpecificityMetric,
    hitRateMetric,
    energyInBoxMetric,
    massAccuracyMetric,
    rankAccuracyMetric,
    pixelAuprcMetric,
    pixelAurocMetric,
  ],
});
