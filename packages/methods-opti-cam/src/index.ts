import { definePlugin } from '@camscope/core';
import { optiCam } from './opti-cam.ts';

export { optiCam };
export default definePlugin({
  name: '@camscope/methods-opti-cam',
  apiVersion: 1,
  contributes: [optiCam],
});
