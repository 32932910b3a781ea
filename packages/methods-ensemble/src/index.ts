import { definePlugin } from '@camscope/core';
import { ensemble } from './ensemble.ts';

export { ensemble };
export default definePlugin({
  name: '@camscope/methods-ensemble',
  apiVersion: 1,
  contributes: [ensemble],
});
