import { definePlugin } from '@camscope/core';
import { hsic } from './hsic.ts';

export { hsic };
export default definePlugin({
  name: '@camscope/methods-hsic',
  apiVersion: 1,
  contributes: [hsic],
});
