import { definePlugin } from '@camscope/core';
import { guidedBackprop } from './guided-backprop.ts';

export { guidedBackprop };
export default definePlugin({
  name: '@camscope/methods-guided-backprop',
  apiVersion: 1,
  contributes: [guidedBackprop],
});
