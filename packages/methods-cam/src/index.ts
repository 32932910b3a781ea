import { definePlugin } from '@camscope/core';
import { cam } from './cam.ts';

export { cam };
export default definePlugin({ name: '@camscope/methods-cam', apiVersion: 1, contributes: [cam] });
