import { definePlugin } from '@camscope/core';
import { gradCam } from './grad-cam.ts';

export { gradCam };
export default definePlugin({ name: '@camscope/methods-grad-cam', apiVersion: 1, contributes: [gradCam] });
