import { definePlugin } from '@camscope/core';
import { lime } from './lime.ts';

export { lime };
export default definePlugin({
  name: '@camscope/methods-lime',
  apiVersion: 1,
  contributes: [lime],
});
