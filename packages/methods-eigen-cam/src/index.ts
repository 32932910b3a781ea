import { definePlugin } from '@camscope/core';
import { eigenCam } from './eigen-cam.ts';

export { eigenCam };
export { firstComponent, turned } from './first-component.ts';
export { signOption, squaringsOption } from './options.ts';
export default definePlugin({ name: '@camscope/methods-eigen-cam', apiVersion: 1, contributes: [eigenCam] });
