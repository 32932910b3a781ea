import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/methods-score-cam', apiVersion: 1, contributes: [] });
