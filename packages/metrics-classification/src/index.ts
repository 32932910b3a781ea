import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/metrics-classification', apiVersion: 1, contributes: [] });
