import { definePlugin } from '@camscope/core';
import { laFam } from './lafam.ts';

export { laFam };
export default definePlugin({ name: '@camscope/methods-lafam', apiVersion: 1, contributes: [laFam] });
