import { definePlugin } from '@camscope/core';
import { auprcMetric, aurocMetric } from './areas.ts';
import { brierMetric, calibrationErrorMetric } from './calibration.ts';
import { accuracyMetric, f1Metric, sensitivityMetric, specificityMetric } from './at-threshold.ts';

const contributes = [
  aurocMetric,
  auprcMetric,
  accuracyMetric,
  f1Metric,
  sensitivityMetric,
  specificityMetric,
  brierMetric,
  calibrationErrorMetric,
] as const;

export {
  accuracyMetric,
  auprcMetric,
  aurocMetric,
  brierMetric,
  calibrationErrorMetric,
  f1Metric,
  sensitivityMetric,
  specificityMetric,
};

export default definePlugin({ name: '@camscope/metrics-classification', apiVersion: 1, contributes });
