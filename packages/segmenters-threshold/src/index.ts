import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/segmenters-threshold', apiVersion: 1, contributes: [] });
