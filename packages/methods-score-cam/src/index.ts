import { definePlugin } from '@camscope/core';
import { scoreCam } from './score-cam.ts';

export { scoreCam };
export { throughMaps } from './score-cam.ts';
export default definePlugin({ name: '@camscope/methods-score-cam', apiVersion: 1, contributes: [scoreCam] });
