import { definePlugin } from '@camscope/core';
import { featureAblation } from './feature-ablation.ts';

export { featureAblation };
export default definePlugin({
  name: '@camscope/methods-feature-ablation',
  apiVersion: 1,
  contributes: [featureAblation],
});
