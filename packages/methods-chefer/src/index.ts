import { definePlugin } from '@camscope/core';
import { chefer } from './chefer.ts';

export { chefer };
export default definePlugin({ name: '@camscope/methods-chefer', apiVersion: 1, contributes: [chefer] });
