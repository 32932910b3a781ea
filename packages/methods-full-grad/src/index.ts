import { definePlugin } from '@camscope/core';
import { fullGrad } from './full-grad.ts';

export { fullGrad };
export default definePlugin({ name: '@camscope/methods-full-grad', apiVersion: 1, contributes: [fullGrad] });
