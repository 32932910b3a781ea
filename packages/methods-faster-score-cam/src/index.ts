import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/methods-faster-score-cam', apiVersion: 1, contributes: [] });
