import { definePlugin } from '@camscope/core';
import { gradCamPlusPlus } from './grad-cam-plus-plus.ts';

export { gradCamPlusPlus };
export default definePlugin({
  name: '@camscope/methods-grad-cam-plus-plus',
  apiVersion: 1,
  contributes: [gradCamPlusPlus],
});
