import { definePlugin } from '@camscope/core';
import { hiResCam } from './hires-cam.ts';

export { hiResCam };
export default definePlugin({ name: '@camscope/methods-hires-cam', apiVersion: 1, contributes: [hiResCam] });
