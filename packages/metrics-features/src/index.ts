import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/metrics-features', apiVersion: 1, contributes: [] });
