import { definePlugin } from '@camscope/core';
import { sobol } from './sobol.ts';

export { sobol };
export default definePlugin({
  name: '@camscope/methods-sobol',
  apiVersion: 1,
  contributes: [sobol],
});
