import { definePlugin } from '@camscope/core';
import { eigenGradCam } from './eigen-grad-cam.ts';

export { eigenGradCam };
export default definePlugin({
  name: '@camscope/methods-eigen-grad-cam',
  apiVersion: 1,
  contributes: [eigenGradCam],
});
