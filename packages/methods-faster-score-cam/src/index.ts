import { definePlugin } from '@camscope/core';
import { fasterScoreCam } from './faster-score-cam.ts';

export { fasterScoreCam };
export default definePlugin({
  name: '@camscope/methods-faster-score-cam',
  apiVersion: 1,
  contributes: [fasterScoreCam],
});
