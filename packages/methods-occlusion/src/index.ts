import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/methods-occlusion', apiVersion: 1, contributes: [] });
