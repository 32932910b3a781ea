import { definePlugin } from '@camscope/core';
import { reciproCam } from './recipro-cam.ts';

export { reciproCam };
export default definePlugin({
  name: '@camscope/methods-recipro-cam',
  apiVersion: 1,
  contributes: [reciproCam],
});
