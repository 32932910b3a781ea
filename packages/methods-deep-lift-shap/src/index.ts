import { definePlugin } from '@camscope/core';
import { deepLiftShap } from './deep-lift-shap.ts';

export { deepLiftShap };
export default definePlugin({
  name: '@camscope/methods-deep-lift-shap',
  apiVersion: 1,
  contributes: [deepLiftShap],
});
