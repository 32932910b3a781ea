import { definePlugin } from '@camscope/core';
import { xgradCam } from './xgrad-cam.ts';

export { xgradCam };
export default definePlugin({ name: '@camscope/methods-xgrad-cam', apiVersion: 1, contributes: [xgradCam] });
