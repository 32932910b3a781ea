import { definePlugin } from '@camscope/core';
import { shapleyCam } from './shapley-cam.ts';

export { shapleyCam };
export default definePlugin({
  name: '@camscope/methods-shapley-cam',
  apiVersion: 1,
  contributes: [shapleyCam],
});
