import { definePlugin } from '@camscope/core';
import { kpcaCam } from './kpca-cam.ts';

export { kpcaCam };
export default definePlugin({ name: '@camscope/methods-kpca-cam', apiVersion: 1, contributes: [kpcaCam] });
