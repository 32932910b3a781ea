import { definePlugin } from '@camscope/core';
import { inputGradient } from './input-gradient.ts';

export { inputGradient };
export default definePlugin({
  name: '@camscope/methods-input-gradient',
  apiVersion: 1,
  contributes: [inputGradient],
});
