import { definePlugin } from '@camscope/core';
import { rise } from './rise.ts';

export { rise };
export default definePlugin({ name: '@camscope/methods-rise', apiVersion: 1, contributes: [rise] });
