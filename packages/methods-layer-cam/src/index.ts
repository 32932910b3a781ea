import { definePlugin } from '@camscope/core';
import { layerCam } from './layer-cam.ts';

export { layerCam };
export default definePlugin({ name: '@camscope/methods-layer-cam', apiVersion: 1, contributes: [layerCam] });
