import { definePlugin } from '@camscope/core';
import { guidedGradCam } from './guided-grad-cam.ts';

export { guidedGradCam };
export default definePlugin({
  name: '@camscope/methods-guided-grad-cam',
  apiVersion: 1,
  contributes: [guidedGradCam],
});
