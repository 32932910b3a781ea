import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/metrics-faithfulness', apiVersion: 1, contributes: [] });
