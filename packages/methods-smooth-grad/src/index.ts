import { definePlugin } from '@camscope/core';
import { smoothGrad } from './smooth-grad.ts';

export { smoothGrad };
export default definePlugin({
  name: '@camscope/methods-smooth-grad',
  apiVersion: 1,
  contributes: [smoothGrad],
});
