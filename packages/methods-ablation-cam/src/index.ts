import { definePlugin } from '@camscope/core';
import { ablationCam } from './ablation-cam.ts';

export { ablationCam };
export default definePlugin({
  name: '@camscope/methods-ablation-cam',
  apiVersion: 1,
  contributes: [ablationCam],
});
