import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/segmenters-contours', apiVersion: 1, contributes: [] });
