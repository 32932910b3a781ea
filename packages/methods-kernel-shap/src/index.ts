import { definePlugin } from '@camscope/core';
import { kernelShap } from './kernel-shap.ts';

export { kernelShap };
export default definePlugin({
  name: '@camscope/methods-kernel-shap',
  apiVersion: 1,
  contributes: [kernelShap],
});
