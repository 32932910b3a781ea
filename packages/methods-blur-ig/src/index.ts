import { definePlugin } from '@camscope/core';
import { blurIg } from './blur-ig.ts';

export { blurIg };
export default definePlugin({
  name: '@camscope/methods-blur-ig',
  apiVersion: 1,
  contributes: [blurIg],
});
