import { definePlugin } from '@camscope/core';
import { varGrad } from './var-grad.ts';

export { varGrad };
export default definePlugin({
  name: '@camscope/methods-var-grad',
  apiVersion: 1,
  contributes: [varGrad],
});
