import { definePlugin } from '@camscope/core';
import { complexityRise } from './complexity-rise.ts';
import { pearson } from './pearson.ts';
import { regionBoxIou } from './region-box-iou.ts';
import { regionIou } from './region-iou.ts';
import { spearman } from './spearman.ts';
import { ssim } from './ssim.ts';

export { complexityRise, pearson, regionBoxIou, regionIou, spearman, ssim };

export default definePlugin({
  name: '@camscope/metrics-agreement',
  apiVersion: 1,
  contributes: [regionIou, regionBoxIou, spearman, pearson, ssim, complexityRise],
});
