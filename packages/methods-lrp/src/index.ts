import { definePlugin } from '@camscope/core';
import { lrp } from './lrp.ts';

export { lrp };
export default definePlugin({
  name: '@camscope/methods-lrp',
  apiVersion: 1,
  contributes: [lrp],
});
