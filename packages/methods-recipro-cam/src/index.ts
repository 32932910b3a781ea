import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/methods-recipro-cam', apiVersion: 1, contributes: [] });
