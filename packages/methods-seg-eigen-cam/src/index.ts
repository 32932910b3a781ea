import { definePlugin } from '@camscope/core';
import { segEigenCam } from './seg-eigen-cam.ts';

export { segEigenCam };
export default definePlugin({
  name: '@camscope/methods-seg-eigen-cam',
  apiVersion: 1,
  contributes: [segEigenCam],
});
