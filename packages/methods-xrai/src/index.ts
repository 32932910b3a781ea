import { definePlugin } from '@camscope/core';
import { xrai } from './xrai.ts';

export { xrai };
export default definePlugin({ name: '@camscope/methods-xrai', apiVersion: 1, contributes: [xrai] });
