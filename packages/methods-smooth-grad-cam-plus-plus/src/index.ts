import { definePlugin } from '@camscope/core';
import { smoothGradCamPlusPlus } from './smooth-grad-cam-plus-plus.ts';

export { smoothGradCamPlusPlus };
export default definePlugin({
  name: '@camscope/methods-smooth-grad-cam-plus-plus',
  apiVersion: 1,
  contributes: [smoothGradCamPlusPlus],
});
