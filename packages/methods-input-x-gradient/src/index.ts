import { definePlugin } from '@camscope/core';
import { inputXGradient } from './input-x-gradient.ts';

export { inputXGradient };
export default definePlugin({
  name: '@camscope/methods-input-x-gradient',
  apiVersion: 1,
  contributes: [inputXGradient],
});
