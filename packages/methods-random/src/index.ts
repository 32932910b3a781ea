import { definePlugin } from '@camscope/core';
import { random } from './random.ts';

export { random };
export default definePlugin({ name: '@camscope/methods-random', apiVersion: 1, contributes: [random] });
