import { definePlugin } from '@camscope/core';
import { squareGrad } from './square-grad.ts';

export { squareGrad };
export default definePlugin({
  name: '@camscope/methods-square-grad',
  apiVersion: 1,
  contributes: [squareGrad],
});
