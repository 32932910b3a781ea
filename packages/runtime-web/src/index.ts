import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/runtime-web', apiVersion: 1, contributes: [] });
