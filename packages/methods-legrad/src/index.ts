import { definePlugin } from '@camscope/core';
import { legrad } from './legrad.ts';

export { legrad };
export default definePlugin({ name: '@camscope/methods-legrad', apiVersion: 1, contributes: [legrad] });
