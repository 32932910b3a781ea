import { definePlugin } from '@camscope/core';
import { refine } from './refine.ts';

export { refine };
export default definePlugin({
  name: '@camscope/methods-refine',
  apiVersion: 1,
  contributes: [refine],
});
