import { definePlugin } from '@camscope/core';
import { augment } from './augment.ts';

export { augment };
export default definePlugin({
  name: '@camscope/methods-augment',
  apiVersion: 1,
  contributes: [augment],
});
