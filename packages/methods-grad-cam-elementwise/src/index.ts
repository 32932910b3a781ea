import { definePlugin } from '@camscope/core';
import { gradCamElementwise } from './grad-cam-elementwise.ts';

export { gradCamElementwise };
export default definePlugin({
  name: '@camscope/methods-grad-cam-elementwise',
  apiVersion: 1,
  contributes: [gradCamElementwise],
});
