import { definePlugin } from '@camscope/core';
import { gradientShap } from './gradient-shap.ts';

export { gradientShap };
export default definePlugin({
  name: '@camscope/methods-gradient-shap',
  apiVersion: 1,
  contributes: [gradientShap],
});
