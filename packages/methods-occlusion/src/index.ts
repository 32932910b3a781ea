import { definePlugin } from '@camscope/core';
import { occlusion } from './occlusion.ts';

export { occlusion };
export default definePlugin({ name: '@camscope/methods-occlusion', apiVersion: 1, contributes: [occlusion] });
