import { definePlugin } from '@camscope/core';
import { smoothIg } from './smooth-ig.ts';

export { smoothIg };
export default definePlugin({
  name: '@camscope/methods-smooth-ig',
  apiVersion: 1,
  contributes: [smoothIg],
});
