import { definePlugin } from '@camscope/core';

export default definePlugin({ name: '@camscope/metrics-agreement', apiVersion: 1, contributes: [] });
