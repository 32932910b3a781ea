import { definePlugin } from '@camscope/core';
import { smooth } from './smooth.ts';

export { noisyCopies, type NoisyCopies } from './noisy-copies.ts';
export { smooth };
export default definePlugin({
  name: '@camscope/methods-smooth',
  apiVersion: 1,
  contributes: [smooth],
});
