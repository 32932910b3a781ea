import { definePlugin } from '@camscope/core';
import { gradCamPositive } from './grad-cam-positive.ts';

export { gradCamPositive };
export default definePlugin({
  name: '@camscope/methods-grad-cam-positive',
  apiVersion: 1,
  contributes: [gradCamPositive],
});
