import { definePlugin } from '@camscope/core';
import { boxIouMetric } from './box-iou.ts';
import { maskIouMetric } from './mask-iou.ts';

export { boxIouMetric, maskIouMetric };

export default definePlugin({
  name: '@camscope/metrics-localization',
  apiVersion: 1,
  contributes: [boxIouMetric, maskIouMetric],
});
