import { definePlugin } from '@camscope/core';
import { fem } from './fem.ts';

export { fem };
export default definePlugin({ name: '@camscope/methods-fem', apiVersion: 1, contributes: [fem] });
