import { definePlugin } from '@camscope/core';
import { deepFeatureFactorization } from './deep-feature-factorization.ts';

export { deepFeatureFactorization };
export default definePlugin({
  name: '@camscope/methods-deep-feature-factorization',
  apiVersion: 1,
  contributes: [deepFeatureFactorization],
});
