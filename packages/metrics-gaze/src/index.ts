import { definePlugin } from '@camscope/core';
import { klMetric } from './kl.ts';
import { nccMetric } from './ncc.ts';
import { nssMetric } from './nss.ts';
import { shuffledAucMetric } from './shuffled-auc.ts';

export { klMetric, nccMetric, nssMetric, shuffledAucMetric };

/** Whether a network looks where readers looked. */
export default definePlugin({
  name: '@camscope/metrics-gaze',
  apiVersion: 1,
  contributes: [nccMetric, klMetric, nssMetric, shuffledAucMetric],
});
