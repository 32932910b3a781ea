import { definePlugin } from '@camscope/core';
import { finer } from './finer.ts';

export { finer };
export default definePlugin({
  name: '@camscope/methods-finer',
  apiVersion: 1,
  contributes: [finer],
});
